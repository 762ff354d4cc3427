// Stock Kannel with the library, on separate loopback ports, driven by tests and rehearsals.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "test/rig/admin.h"
#include "test/rig/fake_smsc.h"
#include "test/rig/kannel_conf.h"
#include "test/rig/link_tap.h"
#include "test/rig/poll_loop.h"
#include "test/rig/process.h"
#include "test/rig/register_view.h"
#include "test/rig/run_folder.h"
#include "test/rig/smpp_smsc.h"

namespace permit::test {

/// An expected event did not happen. The message names the event and shows the ends of the logs.
struct RigFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct RigOptions {
  bool library = true;               ///< false: stock boxes, for comparison
  std::size_t boxes = 1;             ///< smsboxes on one store
  bool shared_id = false;            ///< boxes share one id and one fake SMSC; false: each has its own
  bool spare_fake = false;           ///< one more fake SMSC, for an external fakesmsc
  bool smpp = false;                 ///< an SMPP SMSC in addition to the fake ones
  bool transceiver = true;           ///< SMPP: one session for both ways; false: one for each
  bool keeps_texts = false;          ///< bearerbox keeps its messages in a spool
  unsigned max_pending = 100;        ///< unacked texts on a box link
  std::string get_url = {};          ///< where stock boxes get their answers; if empty, they answer `stock'
  std::string exec = {};             ///< a program that writes the answers of stock boxes, instead of `stock'
  bool separate_stock_link = false;  ///< smsbox's own link goes to KannelPlan::stock_port, where the test listens
  bool tapped = false;               ///< the link of the first box goes through a LinkTap
  bool preload_bearerbox = false;    ///< bearerbox loads the library too, as when LD_PRELOAD is set for everything
  std::vector<std::string> smsbox_wrapper = {};  ///< a program that runs smsbox, and its arguments
  std::filesystem::path rules = "rules/8103";
  std::filesystem::path rules_next = {};
  std::string rehearse_at = "2020-07-21T10:00";
  std::filesystem::path check_code_keys = {};
  std::filesystem::path metrics = {};
  std::string service = {};
  std::string account = {};
};

/// Returns LD_PRELOAD for an smsbox: the library, after $PERMIT8103_PRELOAD_FIRST (a sanitizer's runtime).
std::string preload_list();

/// One bearerbox, its smsboxes with the library preloaded, and their SMSCs. The destructor ends all processes. An
/// expected event that does not happen within PollLoop::kTimeout throws RigFailure.
class KannelRig {
 public:
  /// Writes the configurations into `folder` and starts nothing. REQUIRES: the folder outlives the rig.
  explicit KannelRig(const std::filesystem::path& folder, const RigOptions& options = {});

  /// Starts everything. On return, texts are answered.
  void start();
  void start_bearerbox();
  void start_smsbox(std::size_t box = 0);
  /// Boxes started later take it to be `rehearse_at`, the service's local time; if empty, they use the machine's clock.
  void set_clock(const std::string& rehearse_at);
  /// Waits until every SMSC and the link of every started smsbox is up.
  void wait_until_ready();

  /// The number of times that bearerbox has started, including restarts.
  std::size_t starts_of_bearerbox() const;
  /// Whether bearerbox has a link with the id of that box's library.
  bool is_linked(std::size_t box = 0) const;

  const std::filesystem::path& folder() const { return plan_.folder; }
  const PermitPlan& permit_plan() const { return permit_plan_; }
  std::filesystem::path kannel_conf(std::size_t box = 0) const;
  std::filesystem::path permit_conf(std::size_t box = 0) const;
  /// Returns the environment that preloads the library into a stock smsbox; empty without the library.
  Environment box_environment(std::size_t box = 0) const;
  const KannelPlan& plan() const { return plan_; }

  Process& bearerbox() { return bearerbox_; }
  Process& smsbox(std::size_t box = 0) { return smsboxes_.at(box); }
  FakeSmsc& fake(std::size_t box = 0) { return fakes_.at(box); }
  /// REQUIRES: RigOptions::smpp.
  SmppSmsc& smpp() { return *smpp_; }
  /// REQUIRES: RigOptions::tapped.
  LinkTap& tap() { return *tap_; }

  /// Every call on the result REQUIRES: a box has created the register.
  RegisterView& register_view() { return register_view_; }

  /// Sends a command to bearerbox: `suspend`, `resume`, `shutdown`, `restart`. Returns its answer.
  std::string admin(std::string_view command) const { return administer(plan_.admin_port, command); }
  std::string status() const { return admin("status.txt"); }

  std::filesystem::path bearerbox_log_path() const { return plan_.folder / "bearerbox.log"; }
  std::filesystem::path smsbox_log_path(std::size_t box = 0) const;
  std::string smsbox_log(std::size_t box = 0) const { return read_file(smsbox_log_path(box)); }

  PollLoop& loop() { return loop_; }
  /// Serves the SMSCs until `done` returns true. Throws RigFailure with `what` at the deadline.
  void wait_for(std::string_view what, const std::function<bool()>& done, Milliseconds deadline = PollLoop::kTimeout);
  /// Sends a text, and returns the next reply to its phone.
  Sms ask(Smsc& smsc, const Sms& text);
  Sms ask(std::string_view phone, std::string_view text) { return ask(fake(), text_from(phone, text)); }

  /// Returns log lines that no box may ever write: panics, and findings of a sanitizer. Empty if there are none.
  std::string forbidden_log_lines() const;
  /// Returns the ends of all logs.
  std::string tails() const;

 private:
  bool is_ready();
  void write_configurations() const;

  KannelPlan plan_;
  PermitPlan permit_plan_;
  RegisterView register_view_;
  bool library_;
  bool preload_bearerbox_;
  std::vector<std::string> smsbox_wrapper_;
  PollLoop loop_;
  std::deque<FakeSmsc> fakes_;
  std::optional<SmppSmsc> smpp_;
  std::optional<LinkTap> tap_;
  Process bearerbox_;
  std::vector<Process> smsboxes_;
};

}  // namespace permit::test
