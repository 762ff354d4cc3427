// Trials of a fault that a test causes again and again: their number and their results.
//
// The tests in this folder break what the promises depend on: processes, the disk, the link, the clock. `make test`
// tries each fault a few times, to prove that the test works. `make torture` tries each often enough for a meaningful
// figure.
// With $PERMIT8103_PAGE the table of the run becomes the block `promises` of that page (test/rig/page_block.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace permit::test {

/// Returns the number of tries of a fault: `in_test` in `make test`, `at_length` in `make torture`.
std::size_t times(std::size_t in_test, std::size_t at_length);

/// One line of the printed table. Not thread-safe.
class FaultTrial {
 public:
  /// `name` is what happens, for example `smsbox is killed'.
  explicit FaultTrial(std::string name);
  FaultTrial(const FaultTrial&) = delete;
  FaultTrial& operator=(const FaultTrial&) = delete;
  /// Prints the line, and adds it to the page. A page without the block fails the test.
  ~FaultTrial();

  /// The source of random places for a fault: different in each run, or the same with the same $PERMIT8103_SEED.
  std::mt19937_64& chance() { return chance_; }
  /// Returns a number from `least` to `most`.
  std::size_t between(std::size_t least, std::size_t most);

  void tried(std::size_t count = 1) { tried_ += count; }
  void survived(std::size_t count = 1) { survived_ += count; }
  void texts(std::size_t count) { texts_ += count; }
  /// Reports that something promised is gone: an accepted text has no answer, or a permit cannot be found.
  void lost(const std::string& what) { note(lost_, "lost: " + what); }
  /// Reports something that must not exist: a second permit, another reply, a broken chain.
  void wrong(const std::string& what) { note(wrong_, "wrong: " + what); }

  /// Fails the test unless the fault was tried, was survived every time, and nothing is lost or wrong.
  void check() const;

 private:
  void note(std::size_t& count, const std::string& what);
  void add_to_page() const;

  std::string name_;
  std::uint64_t seed_;
  std::mt19937_64 chance_;
  std::size_t tried_ = 0;
  std::size_t survived_ = 0;
  std::size_t texts_ = 0;
  std::size_t lost_ = 0;
  std::size_t wrong_ = 0;
  std::vector<std::string> findings_;  ///< the first ones
};

}  // namespace permit::test
