#include "service/service.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/backoff.h"
#include "base/zone.h"
#include "checkcode/signer.h"
#include "conf/config.h"
#include "core/answer.h"
#include "core/version.h"
#include "kannel/box_socket.h"
#include "kannel/host.h"
#include "kannel/link.h"
#include "kannel/log.h"
#include "kannel/wire/reply_retry_queue.h"
#include "service/active_rules.h"
#include "service/alarm.h"
#include "service/commit_observer.h"
#include "service/meter.h"
#include "service/shadow.h"
#include "service/status_publisher.h"
#include "store/open.h"
#include "system/clock.h"

namespace permit {

namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 100ms;       // between two checks of smsbox, the rules and refused replies while no text comes
constexpr auto kIdle = 2ms;         // this long without a text is a pause, in which waiting texts are committed
constexpr auto kFirstRetry = 50ms;  // after a failed commit
constexpr auto kLongestRetry = 1s;
constexpr auto kWriterTimeout = 2s;  // for another program's write, which should last milliseconds
constexpr auto kStoreTimeout = 5s;   // then other boxes may take the texts
constexpr auto kFirstReturn = 1s;    // bearerbox accepts one box a second
constexpr auto kLongestReturn = 10s;

class Service {
 public:
  /// Without `codes`, permits get no check codes.
  Service(Config config, std::unique_ptr<Signer> codes)
      : config_(std::move(config)),
        codes_(std::move(codes)),
        guard_(config_.flood),
        rules_(config_.rules),
        publisher_(config_.box_id, config_.metrics) {
    figures_.started = Clock::host_time();
    if (!config_.rules_next.empty()) shadow_.emplace(config_.rules_next);
  }

  void run();

 private:
  bool session();
  std::unique_ptr<RegisterStore> open_store();
  std::unique_ptr<Link> open_link();
  bool await_rules(RegisterStore& store);
  void publish_status(RegisterStore* store, bool quiet);
  void await_recovery(RegisterStore& store);
  void watch_writer(const RegisterStore& store);
  void begin(const Register& store);
  bool answer_texts(RegisterStore& store, Link& link);
  bool answer_batch(RegisterStore& store, Responder& responder, std::vector<Text> arrived, const Rules& rules);
  void watch_clock(const RuleSet& rules);

  const Config config_;
  const std::unique_ptr<Signer> codes_;
  FloodGuard guard_;
  ActiveRules rules_;
  std::optional<Shadow> shadow_;
  InstanceFigures figures_;
  StatusPublisher publisher_;
  Clock clock_;
  Instant latest_ = Instant::min();  // the latest decision time
  bool begun_ = false;
  ReplyRetryQueue retry_queue_;
  Alarm outage_;  // of the register
  Alarm link_fault_;
  Alarm clock_fault_;
};

/// Store and link are opened and closed together. When they close because bearerbox has ended, smsbox notices it at the
/// same time and exits; otherwise both are opened again.
void Service::run() {
  Backoff pause(kFirstReturn, kLongestReturn);
  while (!host_is_leaving()) {
    if (session()) pause.reset();
    publish_status(nullptr, true);
    if (!sleep_unless_leaving(pause.next())) return;
  }
}

/// Returns whether store, rules and link came up.
bool Service::session() {
  const auto store = open_store();
  if (!store || !await_rules(*store)) return false;
  begin(*store);
  auto link = open_link();
  if (!link) return false;
  const bool store_works = answer_texts(*store, *link);
  link.reset();
  if (!store_works) await_recovery(*store);
  return true;
}

/// Answers texts until the link is over. Returns false when the store failed.
bool Service::answer_texts(RegisterStore& store, Link& link) {
  std::optional<ObservedStore> observed;
  if (shadow_) observed.emplace(store, *shadow_);
  Meter meter(link, figures_);
  Responder responder(observed ? static_cast<Store&>(*observed) : store, meter, codes_.get(), &guard_);
  while (!host_is_leaving()) {
    auto arrived = link.receive(responder.waiting() > 0 ? kIdle : kTick);
    if (!arrived) {
      if (!host_is_leaving()) log_warning("The box link has ended: " + arrived.error().message + ".");
      return true;
    }
    meter.arrived(*arrived);
    const Rules& rules = rules_.current(store);
    const bool quiet = arrived->empty() && responder.waiting() == 0;
    publish_status(&store, quiet);
    if (quiet) continue;
    watch_clock(*rules);
    if (!answer_batch(store, responder, std::move(*arrived), rules)) return host_is_leaving();
  }
  return true;
}

/// Returns false when the store has failed for kStoreTimeout, or when smsbox exits: no waiting text was answered or
/// acked.
bool Service::answer_batch(RegisterStore& store, Responder& responder, std::vector<Text> arrived, const Rules& rules) {
  Backoff pause(kFirstRetry, kLongestRetry);
  const auto deadline = std::chrono::steady_clock::now() + kStoreTimeout;
  const std::size_t texts = responder.waiting() + arrived.size();
  for (;;) {
    const Status answered = responder.respond(std::exchange(arrived, {}), rules, clock_.now());
    if (answered) {
      if (responder.waiting() == 0) figures_.batches.count(static_cast<double>(texts));
      if (figures_.is_waiting) watch_writer(store);
      outage_.clear("The register works again; texts are answered.");
      return true;
    }
    ++figures_.failed_commits;
    figures_.failed_at = Clock::host_time();
    figures_.failure = answered.error().message;
    outage_.raise("No text is answered, because the register fails: " + figures_.failure);
    watch_writer(store);
    if (std::chrono::steady_clock::now() >= deadline || !sleep_unless_leaving(pause.next())) return false;
  }
}

void Service::await_recovery(RegisterStore& store) {
  log_warning("The box link is closed until the register works again; bearerbox queues the texts.");
  Backoff pause(kFirstRetry, kLongestRetry);
  while (!host_is_leaving() && !store.probe()) {
    watch_writer(store);
    publish_status(nullptr, true);
    sleep_unless_leaving(pause.next());
  }
  watch_writer(store);
}

/// Call it after a write. Counts a write that waited too long for another program's, and publishes at once that texts
/// wait or that the wait is over. Meanwhile the register cannot be written, so only the metrics file says so.
void Service::watch_writer(const RegisterStore& store) {
  const auto writer = store.blocked_by();
  if (writer.has_value() == figures_.is_waiting) return;
  figures_.is_waiting = writer.has_value();
  if (writer) {
    ++figures_.writer_waits;
    figures_.waited_at = Clock::host_time();
    figures_.waited_for = *writer;
  }
  publisher_.hurry();
  publish_status(nullptr, true);
}

void Service::publish_status(RegisterStore* store, bool quiet) {
  figures_.replies_held = retry_queue_.size();
  publisher_.publish(store, rules_, shadow_ ? &*shadow_ : nullptr, figures_, quiet);
}

std::unique_ptr<RegisterStore> Service::open_store() {
  OpenOptions options;
  options.map_size = config_.map_size;
  options.writer_timeout = kWriterTimeout;
  auto store = permit::open_store(config_.store, options);
  if (store) {
    publisher_.begin();
    return std::move(*store);
  }
  outage_.raise("No text is answered: " + store.error().message);
  return nullptr;
}

/// Returns false when smsbox exits before there are rules.
bool Service::await_rules(RegisterStore& store) {
  while (!rules_.current(store)) {
    publish_status(&store, true);
    if (!sleep_unless_leaving(kTick)) return false;
  }
  return true;
}

std::unique_ptr<Link> Service::open_link() {
  auto socket = BoxSocket::connect(config_.bearerbox_host, config_.bearerbox_port);
  if (!socket) {
    link_fault_.raise("No text is answered: " + socket.error().message);
    return nullptr;
  }
  log_info("The box link `" + config_.box_id + "' to `" + config_.bearerbox_host + "' port " +
           std::to_string(config_.bearerbox_port) + " is up.");
  link_fault_.clear("Bearerbox is connected again.");
  return std::make_unique<Link>(std::move(*socket), config_, clock_, retry_queue_);
}

/// Runs once, when a register and rules are there.
void Service::begin(const Register& store) {
  if (std::exchange(begun_, true)) return;
  const RuleSet& rules = *rules_.in_force();
  log_info("permit8103 " + full_version() + " answers texts to `" + rules.number + "' by rules `" + hex(rules.hash) +
           "' with register `" + config_.store + "' as box `" + config_.box_id + "'.");
  if (config_.rehearse_at) {
    clock_ = Clock(rules.zone.instant(*config_.rehearse_at));
    log_warning("REHEARSAL: the service's clock starts at `" + render_local_time(*config_.rehearse_at) +
                "', because `rehearse-at' is set; permits granted now are not valid.");
  }
  if (const auto last = store.last_decided()) latest_ = *last;
}

/// Warns of a broken clock. Limits hold all the same, because the register never decides at an earlier time than
/// before.
void Service::watch_clock(const RuleSet& rules) {
  const Instant now = clock_.now();
  if (now < latest_) {
    clock_fault_.raise("The clock was set back; check it. Until it has caught up, texts are decided as of `" +
                       render_local_time(rules.zone.local(latest_)) + "', the time of the last decision.");
  } else {
    latest_ = now;
    clock_fault_.clear("The clock has caught up with the last decision.");
  }
}

}  // namespace

void run_service(const std::string& file) {
  ConfigReading reading = load_config(file);
  std::unique_ptr<Signer> codes;
  if (const std::string& keys = reading.config.check_code_keys; reading.faults.empty() && !keys.empty()) {
    auto opened = Signer::open(keys);
    if (opened) {
      codes = std::move(*opened);
    } else {
      reading.faults.push_back("`check-code-keys': " + opened.error().message + ".");
    }
  }
  for (const std::string& fault : reading.faults) log_error(fault);
  if (!reading.faults.empty()) {
    log_error("No text is answered; correct `" + file + "' and restart smsbox.");
    return;
  }
  Service(std::move(reading.config), std::move(codes)).run();
}

}  // namespace permit
