#include "tool/inspect/log_verify.h"

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/format/keys.h"
#include "store/lmdb/environment.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using permit::test::ask;
using permit::test::utc;

/// A register with ten texts, and the head that was noted after each.
TEST_GROUP(LogVerify) {
  test::StoreFolder folder;
  std::string heads[11];
  std::string out;
  std::string err;

  void setup() override {
    for (unsigned number = 0; number <= 10; ++number) {
      {
        const auto store = open_store(folder.path());
        if (number > 0) {
          const auto at = utc("2020-07-21T10:00") + std::chrono::minutes(number);
          CHECK_TRUE(test::commit(**store, at, {ask(number, "AZE0000000" + std::to_string(number))}).ok());
        }
      }
      LONGS_EQUAL(kYes, execute([&] { return log_head(folder.path()); }));
      heads[number] = out.substr(0, out.find_first_of(" \n"));
    }
  }

  ExitStatus execute(const std::function<ExitStatus()>& verb) {
    const test::CapturedOutput output;
    const ExitStatus status = verb();
    out = output.out();
    err = output.err();
    return status;
  }
  ExitStatus verify(const std::string& head = "") {
    return execute([&] { return log_verify({folder.path(), head}); });
  }
  /// Changes the log directly, as an intruder would.
  void change(const std::function<void(lmdb::WriteTransaction&, lmdb::Database)>& work) {
    const auto environment = lmdb::Environment::open(folder.path(), {});
    CHECK_TRUE((*environment)
                   ->write([&](lmdb::WriteTransaction& transaction) {
                     work(transaction, transaction.at("log"));
                     return 0;
                   })
                   .ok());
  }
  static std::string row(lmdb::WriteTransaction & transaction, lmdb::Database log, Sequence sequence) {
    return std::string(*transaction.get(log, sequence_key(sequence)));
  }
};

TEST(LogVerify, theHeadIsPrintedWithItsTime) {
  execute([&] { return log_head(folder.path()); });
  STRCMP_CONTAINS(" 2020-07-21T10:10:00 UTC\n", out.c_str());
  STRCMP_CONTAINS("10:", heads[10].c_str());
}

TEST(LogVerify, aWholeLogHasEveryNotedHead) {
  LONGS_EQUAL(kYes, verify());
  STRCMP_CONTAINS("The log is intact: 10 records, 1 to 10, 0 erased.\n", out.c_str());
  STRCMP_CONTAINS(("It ends at " + heads[10] + "\n").c_str(), out.c_str());
  std::ofstream file(folder.file("heads"));
  for (const std::string& head : heads) file << head << " 2020-07-21T10:00:00 UTC\n\n";
  file.close();
  LONGS_EQUAL(kYes, verify(folder.file("heads")));
  for (const std::string& head : heads) STRCMP_CONTAINS(("The head " + head + " is in the log").c_str(), out.c_str());
}

TEST(LogVerify, namesTheFirstRecordThatWasChanged) {
  change([](lmdb::WriteTransaction& transaction, lmdb::Database log) {
    for (const Sequence sequence : {4U, 8U}) {
      std::string bytes = row(transaction, log, sequence);
      bytes[bytes.size() - 40] ^= 1;
      transaction.put(log, sequence_key(sequence), bytes);
    }
  });
  LONGS_EQUAL(kNo, verify());
  STRCMP_CONTAINS("record 4 of the log does not fit the hash chain: it was changed", err.c_str());
}

TEST(LogVerify, namesTheFirstRecordThatWasRemoved) {
  change([](lmdb::WriteTransaction& transaction, lmdb::Database log) { transaction.erase(log, sequence_key(7)); });
  LONGS_EQUAL(kNo, verify());
  STRCMP_CONTAINS("record 7 of the log is missing", err.c_str());
}

TEST(LogVerify, namesTheFirstRecordThatWasReplaced) {
  change([](lmdb::WriteTransaction& transaction, lmdb::Database log) {
    const std::string third = row(transaction, log, 3);
    const std::string ninth = row(transaction, log, 9);
    transaction.put(log, sequence_key(3), ninth);
    transaction.put(log, sequence_key(9), third);
  });
  LONGS_EQUAL(kNo, verify());
  STRCMP_CONTAINS("record 3 of the log does not fit the hash chain", err.c_str());
}

TEST(LogVerify, aRewrittenLogDoesNotFitANotedHead) {
  test::StoreFolder anew;
  {
    const auto store = open_store(anew.path());
    for (unsigned number = 1; number <= 10; ++number)
      CHECK_TRUE(test::commit(**store, utc("2020-07-21T10:00"), {ask(number, "AZE99999999")}).ok());
  }
  LONGS_EQUAL(kNo, execute([&] { return log_verify({anew.path(), heads[5]}); }));
  STRCMP_CONTAINS(("record 5 does not fit the head " + heads[5]).c_str(), err.c_str());
  CHECK_TRUE(out.empty());
}

TEST(LogVerify, aLogWhoseEndWasCutOffEndsBeforeItsHead) {
  const std::string beyond = "12" + heads[10].substr(2);
  LONGS_EQUAL(kNo, verify(beyond));
  STRCMP_CONTAINS("the log ends at record 10", err.c_str());
}

TEST(LogVerify, aBadHeadIsWrongUsage) {
  LONGS_EQUAL(kUsage, verify("7:abc"));
  STRCMP_CONTAINS("neither a head that `log head' printed nor a readable file", err.c_str());
  std::ofstream(folder.file("heads")) << heads[1] << "\nhello\n";
  LONGS_EQUAL(kUsage, verify(folder.file("heads")));
  STRCMP_CONTAINS("heads:2: this is not a head", err.c_str());
}

TEST(LogVerify, passesIfAPurgeOvertakesIt) {
  const Instant later = utc("2020-07-22T10:00");
  {
    const auto store = open_store(folder.path());
    for (unsigned batch = 1; batch <= 20; ++batch) {
      std::vector<test::Ask> asked;
      for (unsigned number = 0; number < 1000; ++number) asked.push_back(ask(batch * 1000 + number, "D"));
      CHECK_TRUE(test::commit(**store, utc("2020-07-21T11:00"), asked).ok());
    }
    CHECK_TRUE(test::commit(**store, later, {ask(99'999, "D", "", later)}).ok());
  }
  test::ChildProcess purge([&] {
    const auto store = open_store(folder.path());
    for (;;) {
      const auto gone = (*store)->purge(later, 200);
      if (!gone || *gone == 0) return gone ? 0 : 1;
    }
  });
  for (int time = 0; time < 20; ++time) LONGS_EQUAL_TEXT(kYes, verify(heads[5]), err.c_str());
  LONGS_EQUAL(0, purge.wait());
  LONGS_EQUAL(kYes, verify(heads[5]));
  STRCMP_CONTAINS("The log is intact: 1 record, 20011 to 20011, 0 erased.\n", out.c_str());
}
