#include "tool/operate/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "operations/throttle.h"
#include "store/instances.h"
#include "store/open.h"
#include "tool/cli/ask.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/progress.h"
#include "tool/cli/rules_at.h"
#include "tool/operate/store_check.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

namespace fs = std::filesystem;

/// A folder that is written to be renamed; what is left of it goes with this.
class Draft {
 public:
  explicit Draft(const std::string& folder) : folder_(plain(folder) + ".partial") {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// `store/' and `store' are one folder.
  static std::string plain(const std::string& folder) {
    const fs::path path = fs::path(folder).lexically_normal();
    return (path.has_filename() ? path : path.parent_path()).string();
  }

  /// Makes it, empty, as a folder of the register's users.
  Status make() const {
    std::error_code failed;
    fs::remove_all(folder_, failed);
    if (mkdir(folder_.c_str(), 0750) == 0) return Done{};
    return Error{"`" + folder_ + "' cannot be made: " + std::generic_category().message(errno)};
  }
  Status rename_to(const std::string& folder) const {
    std::error_code failed;
    fs::rename(folder_, plain(folder), failed);
    if (!failed) return Done{};
    return Error{"`" + folder_ + "' cannot become `" + folder + "': " + failed.message()};
  }
  const std::string& folder() const { return folder_; }

 private:
  const std::string folder_;
};

std::string render(const Head& head) {
  return head.sequence == 0 ? "no record" : "record " + std::to_string(head.sequence) + ", chain " + hex(head.chain);
}

/// Copies a register into a draft and proves what was written. Where it ends. Who gives way does so with the processor
/// from the proof on: LMDB begins a copy with the writer's lock held, and texts would wait for who holds it.
Result<Head> copy(const InspectionStore& from, const Draft& draft, CopyOptions how, bool quick) {
  if (const Status made = draft.make(); !made) return made.error();
  const auto figures = from.figures();
  if (!figures) return figures.error();
  {
    Progress progress("copying", figures->used_bytes);
    how.written = [&progress](std::uint64_t bytes) { progress.at(bytes); };
    if (const Status copied = from.copy(draft.folder(), how); !copied) return copied.error();
  }
  const auto written = open_to_read(draft.folder());
  if (!written) return written.error();
  if (how.gives_way) let_others_first();
  if (!quick)
    if (const auto verified = (*written)->verify(); !verified) return verified.error();
  return (*written)->head();
}

/// A register that is there and that nobody else has open, as long as this has. The error names the library that has.
Result<std::unique_ptr<RegisterStore>> open_alone(const std::string& folder) {
  auto alone = open_store(folder, {.read_only = true, .alone = true});
  if (alone) return alone;
  const auto shared = open_to_read(folder);
  const auto boxes = shared ? (*shared)->reports() : Result<std::vector<InstanceStatus>>(shared.error());
  if (!boxes) return alone;
  for (const InstanceStatus& box : *boxes)
    if (runs(box)) return Error{named(box) + " answers on it; stop that smsbox first"};
  return alone;
}

/// Why nobody can read it; empty when everybody can.
std::string fault_of(const std::string& folder) {
  const auto store = open_to_read(folder);
  return store ? std::string() : store.error().message;
}

bool is_there(const std::string& folder) {
  std::error_code ignored;
  return fs::exists(folder, ignored);
}

/// A name beside a folder that is free.
std::string aside(const std::string& folder) {
  std::string name = Draft::plain(folder) + ".replaced";
  for (int next = 1; is_there(name); ++next) name = Draft::plain(folder) + ".replaced-" + std::to_string(next);
  return name;
}

/// Files get the owner and group of what they take the place of.
void take_after(const std::string& there, const std::string& name) {
  struct stat before {};
  if (stat(there.c_str(), &before) != 0) return;
  if (chown(name.c_str(), before.st_uid, before.st_gid) != 0) return;  // only root may give away
}

ExitStatus print_restored(const StoreOptions& options, const std::string& replaced) {
  std::cout << options.store << " is the copy now" << (replaced.empty() ? "" : "; what was there is " + replaced)
            << ".\n"
            << "Who asks again is answered by what the copy knows.\n";
  return kYes;
}

/// Puts a copy where there is nothing.
ExitStatus put(const StoreOptions& options, const Draft& draft) {
  if (const Status renamed = draft.rename_to(options.store); !renamed)
    return complain(renamed.error().message, kNotWritten);
  return print_restored(options, "");
}

/// Puts a copy in the place of a register, in one step: there is no moment without one, in which a library that starts
/// would make it anew.
ExitStatus exchange(const StoreOptions& options, const Draft& draft) {
  const std::string fault = fault_of(options.store);
  const auto alone = open_alone(options.store);
  if (!alone && alone.error().message != fault) return complain(alone.error().message, kUnavailable);
  const auto last = alone ? (*alone)->head() : alone.error();
  std::cout << "The register in " << options.store << (last ? " ends with " + render(*last) : " cannot be read")
            << ".\n";
  if (const ExitStatus answer = options.yes ? kYes : ask("Put the copy in its place?"); answer != kYes) return answer;
  const std::string store = Draft::plain(options.store);
  struct stat before {};
  if (stat(store.c_str(), &before) == 0) chmod(draft.folder().c_str(), before.st_mode & 07777);
  for (const char* file : {"", "/data.mdb", "/lock.mdb"}) take_after(store, draft.folder() + file);
  const std::string replaced = aside(store);
  if (const Status renamed = draft.rename_to(replaced); !renamed) return complain(renamed.error().message, kNotWritten);
  if (renameat2(AT_FDCWD, replaced.c_str(), AT_FDCWD, store.c_str(), RENAME_EXCHANGE) != 0)
    return complain("`" + store + "' cannot be moved aside: " + std::generic_category().message(errno) +
                        "; the copy is " + replaced,
                    kNotWritten);
  return print_restored(options, replaced);
}

}  // namespace

ExitStatus store_backup(const StoreOptions& options) {
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  if (is_there(options.copy)) return complain("`" + options.copy + "' is there; name a folder that is not", kUsage);
  const Draft draft(options.copy);
  const auto end = copy(**store, draft, {.gives_way = true}, options.quick);
  if (!end) return complain(end.error().message, kNotWritten);
  if (const Status renamed = draft.rename_to(options.copy); !renamed)
    return complain(renamed.error().message, kNotWritten);
  std::cout << options.copy << " holds the register up to " << render(*end) << (options.quick ? ".\n" : ", proved.\n")
            << "What is committed from now on is not in it.\n";
  return kYes;
}

ExitStatus store_restore(const StoreOptions& options) {
  auto backup = open_to_read(options.copy);
  if (!backup) return complain(backup.error().message, kUnavailable);
  const Draft draft(options.store);
  const auto end = copy(**backup, draft, {}, options.quick);
  if (!end) return complain(end.error().message, kUnavailable);
  backup->reset();  // it may be that very folder
  std::cout << "The copy ends with " << render(*end) << ".\n";
  return is_there(options.store) ? exchange(options, draft) : put(options, draft);
}

ExitStatus store_compact(const StoreOptions& options) {
  const auto store = open_alone(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const std::string data = Draft::plain(options.store) + "/data.mdb";
  const Draft draft(Draft::plain(options.store) + "/compact");  // whose user may not write beside it
  if (const auto end = copy(**store, draft, {.compact = true}, options.quick); !end)
    return complain(end.error().message, kNotWritten);
  std::error_code failed;
  const std::uintmax_t before = fs::file_size(data, failed);
  take_after(data, draft.folder() + "/data.mdb");
  fs::rename(draft.folder() + "/data.mdb", data, failed);
  if (failed) return complain("`" + data + "' cannot be replaced: " + failed.message(), kNotWritten);
  std::cout << data << ": " << before << " bytes before, " << fs::file_size(data, failed) << " now.\n";
  return kYes;
}

// ---- The command line ----

void add_store(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<StoreOptions>();
  CLI::App* store =
      app.add_subcommand("store", "Copy the register, put a copy back, write it anew without gaps, check it");
  store->require_subcommand(1);
  CLI::App* backup = store->add_subcommand("backup", "Copy it while the library runs, and prove the copy");
  backup->add_option("FOLDER", options->copy, "That the copy is written to; it must not be there")->required();
  CLI::App* restore = store->add_subcommand("restore", "Prove a copy and put it in the place of the register");
  restore->add_option("COPY", options->copy, "A folder that `store backup' has written")->required();
  restore->add_flag("--yes", options->yes, "Do not ask");
  CLI::App* compact = store->add_subcommand("compact", "Write it anew without free pages, while no library runs");
  for (CLI::App* verb : {backup, restore, compact}) {
    commands.defaults.add_store(*verb, options->store);
    verb->add_flag("--quick", options->quick, "Do not follow the hash chain of what was written");
  }
  const auto checking = std::make_shared<StoreCheckOptions>();
  CLI::App* check = store->add_subcommand("check", "Hold every index against the log, while the library runs");
  commands.defaults.add_store(*check, checking->store);
  check->add_flag("--repair", checking->repair, "Mend what follows from the log");
  commands.push_back({check, [=] { return store_check(*checking); }});
  commands.push_back({backup, [=] { return store_backup(*options); }});
  commands.push_back({restore, [=] { return store_restore(*options); }});
  commands.push_back({compact, [=] { return store_compact(*options); }});
}

}  // namespace permit::tool
