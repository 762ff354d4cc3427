// Compares the indexes with the log, which is the truth: permits by document, plate and phone, standing permits and
// their plates, imports, lists, texts that were seen, the history of the rules.
//
// First it walks the log, backwards. Each record implies certain rows, unless a later record, which the walk met
// before, changes them. Then it walks each index: a row that no record explains is superfluous. Each step is one short
// transaction, which first reads what others have committed since the last step. So a fault that a step finds was a
// fault in one state of the register, however much is written meanwhile. Rows whose records were purged, or whose
// deciding records were erased, cannot be judged and are skipped.
//
// Memory: a few machine words for each permit that was granted before the point that the walk has reached and changed
// (plate or end) after it, for each subject that was ever listed, each import, each change of the rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/history.h"
#include "core/inspection.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"
#include "store/log.h"

namespace permit {

/// Writes or erases the row of a fault, unless it cannot be repaired.
void repair(lmdb::WriteTransaction& transaction, const IndexFault& fault);

class IndexCheck {
 public:
  /// The findings of one transaction, and where it stopped.
  struct Step {
    std::vector<IndexFault> faults;
    std::uint64_t judged = 0;

   private:
    friend class IndexCheck;
    std::optional<Sequence> below_;        ///< records from this one on are judged
    std::optional<std::string> last_key_;  ///< of the database that is walked
    bool is_stage_over_ = false;
  };

  /// Returns whether a step should end. Every step judges at least one record or row.
  using IsLong = std::function<bool()>;

  /// Judges the next records or rows, about `most` of them, until `is_long`. May be called again, in another
  /// transaction, until advance() accepts the step. Throws Failure on a damaged record.
  Step examine(
      const lmdb::ReadTransaction& transaction, std::size_t most, const IsLong& is_long = [] { return false; });
  void advance(const Step& step);
  bool is_over() const { return stage_ == Stage::over; }

  /// Records and rows judged so far.
  std::uint64_t records() const { return records_; }
  std::uint64_t rows() const { return rows_; }
  /// The approximate number of records that the walk along the log has left.
  Sequence records_left() const { return below_; }

 private:
  enum class Stage { begin, records, rows, rules, over };
  /// The last records that change a permit.
  struct Later {
    Sequence plate = 0;
    Sequence end = 0;
  };
  struct LastListing {
    Sequence record = 0;
    bool is_listed = false;
  };
  struct LastStep {
    Sequence record = 0;
    Import::State state = Import::State::staged;
  };
  struct Acceptance {
    Instant at;
    Digest rules{};
  };
  class View;

  bool catch_up(const View& view, std::size_t most);
  void note(const Record& record);
  void examine_records(const View& view, std::size_t most, const IsLong& is_long, Step& step);
  void examine_rows(const View& view, std::size_t most, const IsLong& is_long, Step& step);
  void examine_rules(const View& view, Step& step) const;

  void judge(const View& view, const Record& record, Step& step) const;
  void judge(const View& view, const Record& record, const Entry& entry, Step& step) const;
  void judge(const View& view, const Record& record, const StandingEntered& entered, Step& step) const;
  void judge(const View& view, const Record& record, const Listed& listed, Step& step) const;
  void judge(const View& view, const Record& record, const Unlisted& unlisted, Step& step) const;
  void judge(const View& view, const Record& record, const ImportStep& import, Step& step) const;
  void judge_row(const View& view, const std::string& database, std::string_view key, std::string_view value,
                 Step& step) const;
  void judge_listing(const View& view, std::string_view key, std::string_view value, Step& step) const;
  bool is_dropped(const View& view, const StandingPermit& permit) const;
  bool should_exist(const View& view, const std::string& database, std::string_view key, Sequence sequence) const;

  Stage stage_ = Stage::begin;
  Sequence known_to_ = 0;  ///< records from the start of the walk to here are noted
  Sequence below_ = 0;     ///< records from here on are judged
  std::vector<std::string> databases_;
  std::size_t database_ = 0;
  std::string last_key_;
  std::uint64_t records_ = 0;
  std::uint64_t rows_ = 0;

  std::map<Sequence, Later> later_;                        ///< by the record of the permit
  std::unordered_map<std::string, LastListing> listings_;  ///< by key
  std::set<std::string> erased_listings_;                  ///< list and time of those whose subject was erased
  std::map<Sequence, LastStep> imports_;
  std::map<Sequence, Acceptance> accepted_;  ///< by record
  Instant purged_before_ = Instant::min();
};

}  // namespace permit
