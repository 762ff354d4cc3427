#include "tool/rules/say.h"

#include <iostream>
#include <memory>
#include <optional>

#include "base/utf8.h"
#include "checkcode/signer.h"
#include "operations/record_view.h"
#include "store/memory_store.h"
#include "store/open.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/owner.h"
#include "tool/rules/batch.h"
#include "tool/rules/decision_path.h"
#include "tool/rules/local_service.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

namespace {

/// The register that answers the texts: a real one, or one in memory, on top of the real one or empty.
struct OpenRegister {
  std::unique_ptr<RegisterStore> disk;
  std::unique_ptr<MemoryStore> memory;

  Store& store() const { return memory ? static_cast<Store&>(*memory) : *disk; }
};

Result<OpenRegister> open_for(const SayOptions& options) {
  OpenRegister opened;
  if (!options.store.empty()) {
    OpenOptions how;
    how.read_only = !options.commit;
    auto disk = open_as_owner(options.store, how);
    if (!disk) return disk.error();
    opened.disk = std::move(*disk);
  }
  if (!options.commit) opened.memory = std::make_unique<MemoryStore>(opened.disk.get());
  return opened;
}

void print_answer(const Entry& entry) {
  std::cout << name(entry.outcome);
  if (entry.reply.empty()) {
    std::cout << ": " << entry.reason << '\n';
  } else {
    std::cout << '\n' << show_hidden_in_lines(entry.reply) << '\n';
  }
}

/// A user who may only read the register sees in a reply only what the text names. --commit needs more rights.
bool hides_others(const SayOptions& options) { return !options.store.empty() && !options.commit; }

/// Checks for --commit that the rules are in force in the register, so that every entry can name them. An empty
/// register accepts them.
ExitStatus may_commit(Store& store, const Loaded& loaded) {
  const auto in_force = store.rules_in_force();
  if (!in_force) return complain(in_force.error().message, kUnavailable);
  if (!*in_force) {
    const Status accepted = store.accept_rules(loaded.rules->hash, loaded.text, host_time_now());
    return accepted ? kYes : complain(accepted.error().message, kUnavailable);
  }
  if (**in_force == loaded.rules->hash) return kYes;
  return complain("the rules in force in the register are " + short_hash(**in_force) + ", but the given rules are " +
                      short_hash(loaded.rules->hash) + "; leave out --commit, or name the rules in force",
                  kUsage);
}

ExitStatus say_one(const SayOptions& options, LocalService& service, const Register& store) {
  const auto asked = instant_of(options.at, service.rules().zone);
  if (!asked) return kUsage;
  if (options.commit && *asked > clock_now()) return complain(kNoFuture, kUsage);
  const auto now = decision_time(store, *asked);
  if (!now) return complain(now.error().message, kUnavailable);
  std::string path;
  if (options.explain) {
    auto explained = decision_path(options.text, options.from, service.rules(), store, *now);
    if (!explained) return complain(explained.error().message, kUnavailable);
    path = *explained;
  }
  const auto entry = service.answer(options.text, options.from, *now);
  if (!entry) return complain(entry.error().message, kUnavailable);
  if (entry->decided != *asked) complain(later_than_asked(*entry, service.rules()), kYes);
  print_answer(hides_others(options) ? answer_to_typist(*entry, service.rules()) : *entry);
  std::cout << path;
  return status_of(entry->outcome);
}

ExitStatus say_batch(const SayOptions& options, BatchFile& batch, LocalService& service) {
  const Instant latest = options.commit ? clock_now() : Instant::max();
  return answer_batch(batch.lines(), latest, std::cout, std::cerr, service, hides_others(options));
}

}  // namespace

ExitStatus say(const SayOptions& options) {
  const Loaded loaded = load_folder(options.rules);
  print_faults(loaded, options.rules);
  if (!loaded.rules) return kBrokenInput;
  std::optional<BatchFile> batch;
  if (options.batch) batch.emplace(*options.batch);
  if (batch && !batch->is_open()) return complain(batch->fault(), kUsage);
  std::unique_ptr<Signer> signer;
  if (!options.keys.empty()) {
    auto opened_keys = Signer::open(options.keys);
    if (!opened_keys) return complain(opened_keys.error().message, kUnavailable);
    signer = std::move(*opened_keys);
  }
  auto opened = open_for(options);
  if (!opened) return complain(opened.error().message, kUnavailable);
  Store& store = opened->store();
  if (const ExitStatus allowed = options.commit ? may_commit(store, loaded) : kYes; allowed != kYes) return allowed;
  LocalService service(loaded.rules, store, signer.get());
  return batch ? say_batch(options, *batch, service) : say_one(options, service, store);
}

// ---- The command line ----

void add_say(Verb app, Commands& commands) {
  const auto options = std::make_shared<SayOptions>();
  Verb verb = app.add_verb("say", "Print the reply that a text would get; --explain shows why");
  commands.defaults.add_rules(verb, "--rules", options->rules, "Rule folder of the service");
  Option store =
      verb.add_option("--store", options->store, "Start from this register; default: an empty register in memory");
  store.type_name("DIR");
  Option at = verb.add_option("--at", options->at, "Local time of the service, such as 2020-07-21T10:00; default: now");
  at.type_name("LOCALTIME");
  Option from = verb.add_option("--from", options->from, "Phone number that sends the text");
  from.type_name("MSISDN").shows_default();
  Option explain = verb.add_flag("--explain", options->explain, "Print each step of the decision, one per line");
  Option commit = verb.add_flag("--commit", options->commit, "Write to the register, as the library does").needs(store);
  verb.add_option("--keys", options->keys, "Add check codes made with the keys in FILE, as the library does")
      .type_name("FILE")
      .needs(commit);
  Option text = verb.add_option("TEXT", options->text, "The text, such as `2 AZE12345678'");
  Option batch = verb.add_option("--batch", options->batch,
                                 "Answer the lines `localtime TAB msisdn TAB text' of FILE, - for standard "
                                 "input, in order on one register; prints outcome, purpose, document, plate, "
                                 "from, until and reply, separated by tabs");
  batch.type_name("FILE").excludes(text).excludes(at).excludes(from).excludes(explain);
  verb.require({{{text, batch}, "TEXT or --batch"}});
  commands.push_back({verb, [=] { return say(*options); }});
}

}  // namespace permit::tool
