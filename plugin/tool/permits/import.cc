#include "tool/permits/import.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "operations/import.h"
#include "operations/user.h"
#include "tool/cli/bad_rows.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/output.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/permits/options.h"
#include "tool/permits/verbs.h"

namespace permit::tool {

namespace {

// ---- The file -------------------------------------------------------------------------------------------------------

class File {
 public:
  explicit File(std::string name) : name_(std::move(name)) {
    if (name_ == "-") return;
    file_.open(name_, std::ios::binary);
    std::error_code failed;
    if (std::filesystem::is_regular_file(name_, failed)) size_ = std::filesystem::file_size(name_, failed);
  }

  bool is_open() const { return name_ == "-" || file_.is_open(); }
  /// Whether it can be read again from its beginning.
  bool can_rewind() const { return size_.has_value(); }
  std::istream& stream() { return name_ == "-" ? std::cin : file_; }
  std::uint64_t size() const { return size_.value_or(0); }
  /// The name for people.
  std::string name() const { return name_ == "-" ? "standard input" : name_; }

 private:
  std::string name_;
  std::ifstream file_;
  std::optional<std::uint64_t> size_;
};

// ---- What is printed ------------------------------------------------------------------------------------------------

/// Prints bad rows and the progress, and writes the bad rows to a file.
class Screen : public ImportObserver {
 public:
  /// All are borrowed; `rejects` may be null.
  Screen(const File& file, const ImportOptions& options, Output* rejects)
      : file_(file), options_(options), rejects_(rejects) {}

  void on_dropped(const Import& import) override { announce_dropped(import); }
  void on_begin(bool enters) override {
    enters_ = enters;
    bad_.emplace(file_.name());
    progress_.emplace(enters ? "importing" : "checking", file_.size());
  }
  Status on_header(const CsvReader& table) override {
    if (rejects_) bad_->write_to(*rejects_, table, !has_header_);
    has_header_ = true;
    return Done{};
  }
  void on_bad_row(const CsvReader& table, const std::string& why) override { bad_->add(table, why); }
  void on_progress(std::uint64_t bytes) override { progress_->update(bytes); }
  Status on_end() override {
    progress_.reset();
    bad_->finish();
    const bool is_last = enters_ || options_.dry_run || bad_->count() > 0;  // else the file is read again
    return rejects_ && has_header_ && is_last ? rejects_->finish() : Status(Done{});
  }

 private:
  const File& file_;
  const ImportOptions& options_;
  Output* const rejects_;
  bool enters_ = false;
  bool has_header_ = false;  ///< of the rejects
  std::optional<BadRows> bad_;
  std::optional<Progress> progress_;
};

Result<ImportReport, OperationError> run(File& file, Output* rejects, const ImportOptions& options,
                                         const OpenRegister& opened, const ImportRequest& request) {
  const ImportFile read{file.stream(), file.can_rewind()};
  const RuleSet& rules = *opened.rules;
  Screen screen(file, options, rejects);
  if (options.dry_run) return check_import(read, *opened.store, rules, request, screen, clock_now());
  return permit::import_permits(read, *opened.store, options.store, rules, request, screen, clock_now());
}

ExitStatus refuse(const ImportReport& report, const ImportOptions& options) {
  if (report.what == ImportReport::What::no_header) return complain("nothing is entered", kBrokenInput);
  const std::string hint =
      report.is_readable && !options.dry_run ? "; correct the file, or enter only the good ones with --skip-bad" : "";
  return complain(
      counted(report.bad, "bad row") + " and " + counted(report.good, "good one") + ": nothing is entered" + hint,
      kBrokenInput);
}

std::string of_them(const ImportReport& report) {
  return std::to_string(report.added) + " new, " + std::to_string(report.replaced) + " replacing an older one, " +
         std::to_string(report.unchanged) + " already there";
}

std::string over(const ImportReport& report) {
  if (report.already_ended == 0) return {};
  return counted(report.already_ended, "row") + (report.already_ended == 1 ? " has" : " have") +
         " already ended: check `until'.\n";
}

std::string switched_off(const ImportReport& report, const Zone& zone) {
  if (!report.switched_off) return {};
  const SwitchedOff& off = *report.switched_off;
  return counted(off.rows, "row") + (off.rows == 1 ? " is" : " are") + " no longer valid: permits that began before " +
         render_local_time(off.at, zone) + " were switched off then [" + off.clause +
         "]. A permit that is valid again has a `from' of then or later.\n";
}

ExitStatus print(const ImportReport& report, const std::string& file, const ImportOptions& options, const Zone& zone) {
  switch (report.what) {
    case ImportReport::What::no_header:
    case ImportReport::What::refused:
      return refuse(report, options);
    case ImportReport::What::checked:
      std::cout << counted(report.good, "row") << " can be entered: " << of_them(report)
                << ". Nothing is entered in a dry run.\n";
      break;
    case ImportReport::What::nothing_new:
      std::cout << "Nothing is new: " << counted(report.good, "row") << " of " << file
                << (report.good == 1 ? " is" : " are") << " already there.\n";
      break;
    case ImportReport::What::shown:
      std::cout << "Import " << report.import << ": " << counted(report.good, "row") << " of " << file
                << (report.good == 1 ? " is" : " are") << " visible now: " << of_them(report) << ".\n";
  }
  std::cout << over(report) << switched_off(report, zone);
  if (report.bad == 0) return kYes;
  std::cout << counted(report.bad, "bad row") << " skipped.\n";
  return kNo;
}

}  // namespace

ExitStatus import_permits(const ImportOptions& options) {
  File file(options.file);
  if (!file.is_open()) return complain(options.file + " cannot be read", kUsage);
  std::error_code ignored;
  if (std::filesystem::equivalent(options.file, options.rejects, ignored))
    return complain("--rejects " + options.rejects + " is the file that is imported; name another one", kUsage);
  std::unique_ptr<Output> rejects;
  if (!options.rejects.empty()) {
    auto output = Output::open(options.rejects, Output::kPrivate);
    if (!output) return complain(output.error().message, kNotWritten);
    rejects = std::move(*output);
  }
  const auto opened = open_register_as_owner(options.store, options.rules,
                                             options.dry_run ? Access::reading : Access::writing, rejects.get());
  if (!opened) return complain(opened.error());
  const RuleSet& rules = *opened->rules;
  const ImportRequest request{
      .kind = options.kind,
      .file = file.name(),
      .by = name_or_user(options.by),
      .source = options.source.empty() ? std::filesystem::path(file.name()).filename().string() : options.source,
      .skip_bad = options.skip_bad};
  const auto report = run(file, rejects.get(), options, *opened, request);
  return report ? print(*report, file.name(), options, rules.zone) : complain(report.error());
}

ExitStatus list_imports(const ImportOptions& options) {
  const auto opened = open_register_as_owner(options.store, options.rules, Access::reading);
  if (!opened) return complain(opened.error());
  const auto list = permit::list_imports(*opened->store, options.store);
  if (!list) return complain(list.error());
  const auto local = [&](Instant time) { return render_local_time(time, opened->rules->zone); };
  for (const Import& import : list->imports) {
    std::cout << import.id << "  " << import.kind << "  " << as_one_line(import.file + ", by " + import.by)
              << ": began " << local(import.began) << ", ";
    switch (import.state) {
      case Import::State::shown:
        std::cout << counted(import.rows, "row") << " since " << local(import.shown.value_or(import.began)) << '\n';
        break;
      case Import::State::staged:
        std::cout << (list->is_running ? "running\n" : "interrupted; the next import removes it\n");
        break;
      case Import::State::dropped:
        std::cout << "not entered\n";
    }
  }
  if (list->imports.empty()) std::cout << "There are no imports.\n";
  return kYes;
}

// ---- The command line ----

void add_import(Verb app, Commands& commands) {
  const auto options = std::make_shared<ImportOptions>();
  const auto lists = std::make_shared<bool>(false);
  Verb verb = app.add_verb("import", "Enter a file of standing permits, which become visible all at once");
  Option kind = verb.add_option("KIND", options->kind, "Kind of permits, as the rules name it");
  Option file = verb.add_option(
      "FILE", options->file,
      "CSV file with a header line: holder, from and until are required; activity, plate, reference, issuer, places "
      "and note are optional; - for standard input");
  verb.add_flag("--dry-run", options->dry_run, "Print what would be entered, and every bad row, but enter nothing");
  verb.add_flag("--skip-bad", options->skip_bad, "Enter the good rows even if some are bad");
  verb.add_option("--rejects", options->rejects, "Write the bad rows to FILE, each with its line number and reason")
      .type_name("FILE");
  verb.add_option("--source", options->source, "Origin of the permits; default: the name of the file");
  add_by(verb, options->by);
  add_register(verb, commands.defaults, options->store, options->rules);
  Option list = verb.add_flag("--list", *lists, "List all imports");
  verb.require({{{list, kind}, "KIND"}, {{list, file}, "FILE"}});
  commands.push_back({verb, [=] { return *lists ? list_imports(*options) : import_permits(*options); }});
}

}  // namespace permit::tool
