#include "tool/operate/store.h"

#include <iostream>
#include <memory>

#include "operations/register_copy.h"
#include "store/open.h"
#include "tool/cli/ask.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
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

ExitStatus print_restored(const StoreOptions& options, const std::string& replaced) {
  std::cout << options.store << " now holds the copy"
            << (replaced.empty() ? "" : "; the replaced register is in " + replaced) << ".\n"
            << "Texts are now answered by what the copy contains.\n";
  return kYes;
}

}  // namespace

ExitStatus store_backup(const StoreOptions& options) {
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto end = copying(**store, [&](const OnProgress& on_progress) {
    return back_up(**store, options.copy, options.quick, on_progress);
  });
  if (!end)
    return complain(end.error().message, end.error().kind == OperationError::Kind::bad_input ? kUsage : kNotWritten);
  std::cout << options.copy << " holds the register up to " << end_in_words(*end)
            << (options.quick ? ".\n" : ", verified.\n") << "Later commits are not in it.\n";
  return kYes;
}

ExitStatus store_restore(const StoreOptions& options) {
  auto backup = open_to_read(options.copy);
  if (!backup) return complain(backup.error().message, kUnavailable);
  auto copy = copying(**backup, [&](const OnProgress& on_progress) {
    return RegisterCopy::make(**backup, options.store, {.quick = options.quick}, on_progress);
  });
  if (!copy) return complain(copy.error().message, kUnavailable);
  backup->reset();  // it may be the folder of the register
  std::cout << "The copy ends with " << end_in_words(copy->end()) << ".\n";
  auto place = RegisterPlace::hold(options.store);
  if (!place) return complain(place.error().message, kUnavailable);
  if (!place->is_empty()) {
    const auto last = place->end();
    std::cout << "The register in " << options.store << (last ? " ends with " + end_in_words(*last) : " cannot be read")
              << ".\n";
    if (const ExitStatus answer = options.yes ? kYes : ask("Put the copy in its place?"); answer != kYes) return answer;
  }
  const auto replaced = place->put(*copy);
  return replaced ? print_restored(options, *replaced) : complain(replaced.error().message, kNotWritten);
}

ExitStatus store_compact(const StoreOptions& options) {
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
