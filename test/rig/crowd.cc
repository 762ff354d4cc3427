#include "test/rig/crowd.h"

namespace permit::test {

std::string Crowd::phone(std::size_t text) { return "99450" + std::to_string(1000000 + text); }
std::string Crowd::document(std::size_t text) { return "AZE" + std::to_string(10000000 + text); }

void Crowd::run(std::size_t enough) {
  const auto done = [&] {
    step();
    return answered() >= enough;
  };
  rig_.wait_for(std::to_string(enough) + " texts are answered", done, std::chrono::seconds(60));
}

void Crowd::finish() {
  const auto done = [&] {
    take_replies();
    return answered() == sent_;
  };
  rig_.wait_for("every text is answered", done, std::chrono::seconds(60));
}

void Crowd::step() {
  take_replies();
  if (rig_.fake().ready()) send_more();
}

void Crowd::send_more() {
  for (; sent_ < count_ && sent_ - answered() < in_flight_; ++sent_)
    rig_.fake().send(text_from(phone(sent_), "2 " + document(sent_)));
}

void Crowd::take_replies() {
  const auto& replies = rig_.fake().replies();
  for (; taken_ < replies.size(); ++taken_) {
    const Sms& reply = replies[taken_];
    const auto [first, is_first] = replies_.try_emplace(reply.to, reply.text);
    if (is_first) continue;
    if (first->second != reply.text) throw RigFailure("two replies: `" + first->second + "' and `" + reply.text + "'");
    ++repeated_;
  }
}

}  // namespace permit::test
