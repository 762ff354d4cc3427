// The counted results of a replay.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/zone.h"
#include "core/record.h"

namespace permit::tool {

class ReplayReport {
 public:
  /// The number of masked examples that are printed for each kind of change.
  static constexpr std::size_t kMostExamples = 3;

  explicit ReplayReport(Zone zone) : zone_(std::move(zone)) {}

  /// Adds the two decisions on one text, with the clause that explains the difference, if there is one.
  void add(const Entry& before, const Entry& after, const std::string& clause);
  /// Adds a line of a batch that cannot be read.
  void add_unread() { ++unread_; }

  std::uint64_t changes() const { return changed_; }
  std::string render() const;
  std::string render_json() const;

 private:
  /// Outcome before, outcome after, and the clause that explains the change.
  using Kind = std::tuple<Outcome, Outcome, std::string>;
  struct Change {
    std::uint64_t texts = 0;
    std::vector<std::string> examples;
  };

  std::string example(const Entry& before, const Entry& after) const;
  std::string described(const Entry& entry, const Entry& other) const;
  std::string local(Instant time) const { return render_local_time(zone_.local(time)); }

  Zone zone_;
  std::uint64_t texts_ = 0;
  std::uint64_t unread_ = 0;
  std::uint64_t changed_ = 0;
  std::optional<Instant> first_;
  std::optional<Instant> last_;
  std::map<Outcome, std::uint64_t> before_;
  std::map<Outcome, std::uint64_t> after_;
  std::map<Kind, Change> changes_;
};

}  // namespace permit::tool
