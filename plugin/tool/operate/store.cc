#include "tool/operate/store.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "operations/register_copy.h"
#include "tool/cli/ask.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/operate/store_check.h"
#include "tool/operate/verbs.h"

namespace permit::tool {

namespace {

/// Runs `work', which copies `from' and reports progress, with a progress line.
template <typename Work>
auto copying(const InspectionStore& from, Work work) {
  const auto figures = from.figures();
  Progress progress("copying", figures ? figures->used_bytes : 0);
  return work(progress.callback());
}

/// Verifies a copy and puts it in its place, with the rights that the process has now. Returns words for people: where
/// the copy ends, and the replaced register.
class Finish {
 public:
  /// Borrows the copy.
  Finish(RegisterCopy& copy, RegisterCopy::How how) : copy_(copy), how_(how) {}

  Result<KeptRights::Words> operator()(const KeptRights::Words& words) const {
    if (words.at(0) == kVerify) {
      const Status verified = copy_.verify(how_);
      return verified ? Result<KeptRights::Words>(KeptRights::Words{end_in_words(copy_.end())}) : verified.error();
    }
    if (words.at(0) == kMove) {
      const Status moved = copy_.move_to_place();
      return moved ? Result<KeptRights::Words>(KeptRights::Words{""}) : moved.error();
    }
    auto replaced = copy_.exchange_with_register();
    return replaced ? Result<KeptRights::Words>(KeptRights::Words{std::move(*replaced)}) : replaced.error();
  }

  static constexpr const char* kVerify = "verify";
  static constexpr const char* kMove = "move";
  static constexpr const char* kExchange = "exchange";

 private:
  RegisterCopy& copy_;
  RegisterCopy::How how_;
};

/// Lets a process keep the present rights for the end of a copy.
Result<KeptRights> keep_to_finish(RegisterCopy& copy, RegisterCopy::How how) {
  auto kept = KeptRights::keep(Finish(copy, how), {}, [&copy] { copy.discard(); });
  if (kept) copy.release();
  return kept;
}

ExitStatus print_restored(const StoreOptions& options, const std::string& replaced) {
  std::cout << options.store << " now holds the copy"
            << (replaced.empty() ? "" : "; the replaced register is in " + replaced) << ".\n"
            << "Texts are now answered by what the copy contains.\n";
  return kYes;
}

/// Copies from the folder of a backup. A backup of root is read with the rights of root. That of another user is read
/// with the rights of the register's owner if that is not root, otherwise with those of the backup's owner.
Status fill_from_backup(const StoreOptions& options, const RegisterCopy& copy, const RegisterCopy::How& how) {
  if (is_anothers(options.copy))
    if (const Status changed = become_owner(options.store); !changed) return changed;
  const auto backup = open_to_read_as_owner(options.copy);
  if (!backup) return backup.error();
  return copying(**backup, [&](const OnProgress& on_progress) { return copy.fill(**backup, how, on_progress); });
}

/// Says what will be replaced, and asks.
ExitStatus confirm(const ReplacedRegister& old, const StoreOptions& options) {
  const auto last = old.end();
  std::cout << "The register in " << options.store << (last ? " ends with " + end_in_words(*last) : " cannot be read")
            << ".\n";
  return options.yes ? kYes : ask("Put the copy in its place?");
}

}  // namespace

ExitStatus store_backup(const StoreOptions& options) {
  const RegisterCopy::How how{.quick = options.quick, .gives_way = true};
  const bool takes_rights = is_anothers(options.store);
  std::unique_ptr<RegisterStore> store;
  const auto open = [&]() -> Status {
    auto opened = open_to_read_as_owner(options.store);
    if (!opened) return opened.error();
    store = std::move(*opened);
    return Done{};
  };
  // A user who may not open the register must read that, not that the copy cannot be made. Root opens it later: that
  // drops the rights that the copy is begun with.
  if (!takes_rights)
    if (const Status opened = open(); !opened) return complain(opened.error().message, kUnavailable);
  auto copy = begin_backup(options.copy);
  if (!copy)
    return complain(copy.error().message, copy.error().kind == OperationError::Kind::bad_input ? kUsage : kNotWritten);
  const auto finish = takes_rights ? keep_to_finish(*copy, how) : KeptRights::none(Finish(*copy, how));
  if (!finish) return complain(finish.error().message, kNotWritten);
  if (takes_rights)
    if (const Status opened = open(); !opened) return complain(opened.error().message, kUnavailable);
  const Status filled =
      copying(*store, [&](const OnProgress& on_progress) { return copy->fill(*store, how, on_progress); });
  if (!filled) return complain(filled.error().message, kNotWritten);
  const auto end = (*finish)({Finish::kVerify});
  if (!end) return complain(end.error().message, kNotWritten);
  if (const auto moved = (*finish)({Finish::kMove}); !moved) return complain(moved.error().message, kNotWritten);
  std::cout << options.copy << " holds the register up to " << end->at(0) << (options.quick ? ".\n" : ", verified.\n")
            << "Later commits are not in it.\n";
  return kYes;
}

ExitStatus store_restore(const StoreOptions& options) {
  const RegisterCopy::How how{.quick = options.quick};
  std::error_code ignored;
  const bool is_empty = !std::filesystem::exists(options.store, ignored);
  auto copy = RegisterCopy::begin(options.store);
  if (!copy) return complain(copy.error().message, kUnavailable);
  const bool takes_rights = is_anothers(options.store) || is_anothers(options.copy);
  const auto finish = takes_rights ? keep_to_finish(*copy, how) : KeptRights::none(Finish(*copy, how));
  if (!finish) return complain(finish.error().message, kUnavailable);
  if (const Status filled = fill_from_backup(options, *copy, how); !filled)
    return complain(filled.error().message, kUnavailable);
  const auto end = (*finish)({Finish::kVerify});
  if (!end) return complain(end.error().message, kUnavailable);
  std::cout << "The copy ends with " << end->at(0) << ".\n";
  std::optional<ReplacedRegister> old;
  if (!is_empty) {
    if (const Status changed = become_owner(options.store); !changed)
      return complain(changed.error().message, kUnavailable);
    auto held = ReplacedRegister::hold(options.store);
    if (!held) return complain(held.error().message, kUnavailable);
    old.emplace(std::move(*held));
    if (const ExitStatus answer = confirm(*old, options); answer != kYes) return answer;
  }
  const auto replaced = (*finish)({is_empty ? Finish::kMove : Finish::kExchange});
  return replaced ? print_restored(options, replaced->at(0)) : complain(replaced.error().message, kNotWritten);
}

ExitStatus store_compact(const StoreOptions& options) {
  if (const Status changed = become_owner(options.store); !changed)
    return complain(changed.error().message, kUnavailable);
  const auto store = open_alone(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto done = copying(**store, [&](const OnProgress& on_progress) {
    return compact(**store, options.store, options.quick, on_progress);
  });
  if (!done) return complain(done.error().message, kNotWritten);
  std::cout << done->file << ": " << done->bytes_before << " bytes before, " << done->bytes << " now.\n";
  return kYes;
}

// ---- The command line ----

void add_store(Verb app, Commands& commands) {
  const auto options = std::make_shared<StoreOptions>();
  Verb store = app.add_verb("store", "Back up, restore, compact and check the register");
  store.require_verb();
  Verb backup = store.add_verb("backup", "Copy the register while the library runs, and verify the copy");
  backup.add_option("FOLDER", options->copy, "Folder for the copy; it must not exist").required();
  Verb restore =
      store.add_verb("restore", "Verify a copy and put it in the place of the register, while no smsbox uses it");
  restore.add_option("COPY", options->copy, "Folder that `store backup' has written").required();
  restore.add_flag("--yes", options->yes, "Do not ask for confirmation");
  Verb compact = store.add_verb("compact", "Rewrite the register without free pages, while no smsbox uses it");
  for (Verb verb : {backup, restore, compact}) {
    commands.defaults.add_store(verb, options->store);
    verb.add_flag("--quick", options->quick, "Do not verify the hash chain of the copy");
  }
  const auto checking = std::make_shared<StoreCheckOptions>();
  Verb check = store.add_verb("check", "Compare every index with the log, while the library runs");
  commands.defaults.add_store(check, checking->store);
  check.add_flag("--repair", checking->repair, "Correct the rows that follow from the log");
  commands.push_back({check, [=] { return store_check(*checking); }});
  commands.push_back({backup, [=] { return store_backup(*options); }});
  commands.push_back({restore, [=] { return store_restore(*options); }});
  commands.push_back({compact, [=] { return store_compact(*options); }});
}

}  // namespace permit::tool
