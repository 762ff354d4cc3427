#include "core/reply/template.h"

#include <string>
#include <vector>

#include <CppUTest/TestHarness.h>

using permit::custom_value;
using permit::name_of;
using permit::Placeholder;
using permit::Template;
using permit::TemplateValues;

namespace {

std::string render(std::string_view source, const TemplateValues& values = {}) {
  auto parsed = Template::parse(source);
  CHECK_TRUE_TEXT(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
  return parsed->render(values);
}

std::string fault(std::string_view source) {
  auto parsed = Template::parse(source);
  return parsed.ok() ? "" : parsed.error().message;
}

}  // namespace

TEST_GROUP(Template){};

TEST(Template, putsValuesInPlace) {
  TemplateValues values;
  values[Placeholder::code] = "2";
  values[Placeholder::number_from] = "migration.gov.az";
  STRCMP_EQUAL("code 2, see migration.gov.az.", render("code {code}, see {number-from}.", values).c_str());
}

TEST(Template, dropsAPartWhoseValueIsAbsent) {
  TemplateValues values;
  STRCMP_EQUAL("Permit until", render("Permit[, car {plate}] until").c_str());
  values[Placeholder::plate] = "10AA123";
  STRCMP_EQUAL("Permit, car 10AA123 until", render("Permit[, car {plate}] until", values).c_str());
}

TEST(Template, dropsOnlyThePartThatLacksAValue) {
  TemplateValues values;
  values[Placeholder::until] = "13:00";
  STRCMP_EQUAL("a 13:00 b", render("a[ {plate}][ {until}] b", values).c_str());
}

TEST(Template, readsDoubledBracesAndBracketsAsCharacters) {
  STRCMP_EQUAL("{code} [x]", render("{{code}} [[x]]").c_str());
}

TEST(Template, listsItsPlaceholders) {
  const auto uses = Template::parse("{code}[ {plate}]")->uses();
  LONGS_EQUAL(2, uses.size());
  CHECK_TRUE(uses[0].name == Placeholder::code && !uses[0].optional);
  CHECK_TRUE(uses[1].name == Placeholder::plate && uses[1].optional);
}

TEST(Template, readsTheMessagesOwnFields) {
  const std::vector<std::string> custom_ids = {"postcode", "why"};
  const auto text = Template::parse("{code} {why}", custom_ids);
  CHECK_TRUE(text.ok());
  CHECK_TRUE(text->uses()[1].name == custom_value(1));
  STRCMP_EQUAL("why", std::string(name_of(custom_value(1), custom_ids)).c_str());
  TemplateValues values;
  values[custom_value(1)] = "BREAD";
  STRCMP_EQUAL(" BREAD", text->render(values).c_str());
}

TEST(Template, isNeverBlank) {
  STRCMP_EQUAL("nothing is left when the values in `[…]' are absent", fault("[car {plate}]").c_str());
  STRCMP_EQUAL("nothing is left when the values in `[…]' are absent", fault(" [car {plate}]\n").c_str());
  STRCMP_EQUAL("nothing is left when the values in `[…]' are absent", fault("").c_str());
}

TEST(Template, reportsErrors) {
  STRCMP_EQUAL("`{cod}' is not a value of a reply", fault("{cod}").c_str());
  STRCMP_EQUAL("`{' without its `}'", fault("a {code").c_str());
  STRCMP_EQUAL("`}' without its `{'", fault("a }").c_str());
  STRCMP_EQUAL("`[' without its `]'", fault("[a").c_str());
  STRCMP_EQUAL("`]' without its `['", fault("a]").c_str());
  STRCMP_EQUAL("`[' inside of `[…]'; these parts cannot be nested", fault("[a [b]]").c_str());
}
