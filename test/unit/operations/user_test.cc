#include "operations/user.h"

#include <optional>

#include <CppUTest/TestHarness.h>

using permit::name_or_user;
using permit::user_name;

TEST_GROUP(User){};

TEST(User, isTheLoginUserEvenUnderSudo) { STRCMP_EQUAL("daemon", user_name(1, "bin", 0).c_str()); }

// sudoers lets readers run permitctl as the owner of the register, here daemon.
TEST(User, isTheCallerOfSudoIfNobodyLoggedIn) {
  STRCMP_EQUAL("clerk", user_name(std::nullopt, "clerk", 0).c_str());
  STRCMP_EQUAL("clerk", user_name(std::nullopt, "clerk", 1).c_str());
}

TEST(User, isOtherwiseTheRealUser) {
  STRCMP_EQUAL("root", user_name(std::nullopt, "", 0).c_str());
  STRCMP_EQUAL("daemon", user_name(std::nullopt, "", 1).c_str());
}

TEST(User, withoutANameIsANumber) { STRCMP_EQUAL("uid 4000000", user_name(std::nullopt, "", 4000000).c_str()); }

TEST(User, isUsedIfTheGivenNameIsBlank) {
  STRCMP_EQUAL("chief", name_or_user("chief").c_str());
  STRCMP_EQUAL(user_name().c_str(), name_or_user("").c_str());
  STRCMP_EQUAL(user_name().c_str(), name_or_user(" ").c_str());
}

TEST(User, isNeverEmpty) { CHECK_FALSE(user_name().empty()); }
