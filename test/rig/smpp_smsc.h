// A small SMPP 3.4 message centre: bearerbox binds to it as an ESME.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <map>

#include "test/rig/smpp_pdu.h"
#include "test/rig/smsc.h"
#include "test/rig/socket.h"

namespace permit::test {

/// Keeps each submitted message exactly as the air interface would carry it, so a character outside its alphabet shows
/// here. Senders are international numbers, which bearerbox writes with a `+`. Like real message centres, it delivers a
/// text again when bearerbox binds again without having taken responsibility for it, or has answered that it cannot
/// take the text now, as it does while it starts.
class SmppSmsc : public Smsc {
 public:
  explicit SmppSmsc(Port port) : listener_(listen_on(port)) {}

  /// Whether bearerbox is bound to receive and to transmit, by one session or by two.
  bool ready() const override;
  /// Sends a deliver_sm, 4.6. REQUIRES: GSM texts have GSM characters only.
  void send(const Sms& text) override;
  /// The number of texts that bearerbox has not taken responsibility for yet (deliver_sm_resp, 4.6.2).
  std::size_t unanswered() const { return unanswered_.size() + postponed_.size(); }
  /// The number of repeated deliveries.
  std::size_t delivered_again() const { return delivered_again_; }

  void watch(std::vector<pollfd>& sockets) const override;
  void serve() override;

 private:
  struct Session {
    Stream stream;
    bool receives = false;   ///< the session receives deliver_sm
    bool transmits = false;  ///< the session transmits submit_sm
  };

  void serve(Session& session);
  void handle(Session& session, const smpp::Pdu& pdu);
  void submit(Session& session, const smpp::Pdu& pdu);
  void deliver(Session& session, const Sms& text);
  /// Delivers the postponed texts, with new sequence numbers.
  void deliver_again(Session& session);
  Session* receiver();

  Fd listener_;
  std::list<Session> sessions_;
  std::uint32_t sequence_ = 0;
  std::uint32_t message_id_ = 0;
  std::map<std::uint32_t, Sms> unanswered_;  ///< by sequence number
  std::map<std::uint32_t, Sms> postponed_;   ///< texts that bearerbox could not take, to be delivered at `again_at_`
  std::chrono::steady_clock::time_point again_at_;
  std::size_t delivered_again_ = 0;
};

}  // namespace permit::test
