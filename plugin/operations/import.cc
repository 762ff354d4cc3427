#include "operations/import.h"

#include <algorithm>
#include <istream>
#include <utility>

#include "core/decide/standing.h"
#include "operations/broken_imports.h"
#include "operations/import_lock.h"
#include "operations/import_rows.h"
#include "operations/standing_words.h"
#include "operations/throttle.h"
#include "system/clock.h"

namespace permit {

namespace {

/// Counts the rows that are new, replace an older permit or are already there.
Status look_at(const Register& store, std::span<const StandingPermit> rows, StageResult& made) {
  for (const StandingPermit& row : rows) {
    const auto others = store.standing_of(row.holder);
    if (!others) return others.error();
    const auto any = [&](const auto& is_it) {
      return std::any_of(others->begin(), others->end(), [&](const auto& o) { return !o.replaced && is_it(o); });
    };
    ++(any([&](const StandingPermit& other) { return same_entry(other, row); })       ? made.unchanged
       : any([&](const StandingPermit& other) { return is_replacement(row, other); }) ? made.replaced
                                                                                      : made.added);
  }
  return Done{};
}

/// Enters rows that stay invisible for now. Borrows the register.
class Stage {
 public:
  Stage(AdminStore& store, Import import) : store_(store), import_(std::move(import)) {}

  Status take(std::span<const StandingPermit> rows) {
    while (!rows.empty()) {
      const auto some = rows.first(std::min(rows.size(), throttle_.step_size()));
      const auto staged = throttle_.step([&](std::size_t) { return store_.stage(import_, some, Clock::host_now()); });
      if (!staged) return staged.error();
      rows = rows.subspan(staged->rows());
      import_.id = staged->import;
      made_.added += staged->added;
      made_.replaced += staged->replaced;
      made_.unchanged += staged->unchanged;
    }
    return Done{};
  }

  /// 0: nothing was new.
  Sequence id() const { return import_.id; }
  const StageResult& made() const { return made_; }

 private:
  AdminStore& store_;
  Import import_;
  StageResult made_;
  Throttle throttle_;
};

void set_counts(ImportReport& report, const StageResult& made) {
  report.added = made.added;
  report.replaced = made.replaced;
  report.unchanged = made.unchanged;
}

bool is_good(const ImportReport& report) { return report.what == ImportReport::What::checked; }

/// Reads the file to its end. The error is that of reading or of the observer.
Result<ImportReport, OperationError> read_all(ImportRows& rows, ImportObserver& observer, bool enters,
                                              const std::function<bool(std::uint64_t bad)>& wanted,
                                              const ImportRows::Take& take) {
  observer.on_begin(enters);
  if (const Status read = rows.read(wanted, take); !read) return read.error();
  if (const Status ended = observer.on_end(); !ended)
    return OperationError(OperationError::Kind::not_reported, ended.error().message);
  return rows.report();
}

Result<ImportReport, OperationError> enter(const ImportFile& file, RegisterStore& store, const RuleSet& rules,
                                           const ImportRequest& request, ImportObserver& observer, Instant now) {
  Stage stage(store, {.kind = request.kind, .file = request.file, .by = request.by});
  ImportRows rows(file, request, rules, observer, now);
  auto report = read_all(
      rows, observer, true, [&](std::uint64_t bad) { return bad == 0 || request.skip_bad; },
      [&](std::span<const StandingPermit> some) { return stage.take(some); });
  if (!report) return report;
  if (!is_good(*report)) {
    if (stage.id() != 0)
      if (const Status dropped = drop(store, stage.id()); !dropped) return dropped.error();
    return report;
  }
  const StageResult& made = stage.made();
  set_counts(*report, made);
  report->import = stage.id();
  report->what = stage.id() == 0 ? ImportReport::What::nothing_new : ImportReport::What::shown;
  if (stage.id() == 0) return report;
  const Status shown = store.publish_import(stage.id(), made.added + made.replaced, Clock::host_now());
  if (!shown) return shown.error();
  return report;
}

}  // namespace

Result<ImportReport, OperationError> check_import(const ImportFile& file, const RegisterStore& store,
                                                  const RuleSet& rules, const ImportRequest& request,
                                                  ImportObserver& observer, Instant now) {
  if (const Status known = check_kind(request.kind, rules); !known) return bad_input(known.error());
  ImportRows rows(file, request, rules, observer, now);
  StageResult made;
  auto report = read_all(
      rows, observer, false, [](std::uint64_t) { return true; },
      [&](std::span<const StandingPermit> some) { return look_at(store, some, made); });
  if (!report) return report;
  set_counts(*report, made);
  return report;
}

Result<ImportReport, OperationError> import_permits(const ImportFile& file, RegisterStore& store,
                                                    const std::string& folder, const RuleSet& rules,
                                                    const ImportRequest& request, ImportObserver& observer,
                                                    Instant now) {
  if (const Status known = check_kind(request.kind, rules); !known) return bad_input(known.error());
  const auto lock = ImportLock::take(folder);
  if (!lock) return lock.error();
  const auto announce = [&](const Import& import) { observer.on_dropped(import); };
  if (const Status dropped = drop_left_over(store, announce); !dropped) return dropped.error();
  if (file.can_rewind && !request.skip_bad) {
    ImportRows rows(file, request, rules, observer, now);
    auto report = read_all(
        rows, observer, false, [](std::uint64_t) { return false; }, nullptr);
    if (!report || !is_good(*report)) return report;
    file.stream.clear();
    file.stream.seekg(0);
  }
  return enter(file, store, rules, request, observer, now);
}

Result<ImportList, OperationError> list_imports(const RegisterStore& store, const std::string& folder) {
  auto imports = store.imports();
  if (!imports) return imports.error();
  return ImportList{*std::move(imports), ImportLock::is_held(folder)};
}

}  // namespace permit
