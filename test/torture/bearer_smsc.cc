#include "test/torture/bearer_smsc.h"

namespace permit::test {

void BearerSmsc::send(const Sms& text) {
  BoxMessage message = mobile_text(text.from, text.text);
  if (bearer_.is_linked(box_id_) && links_ == bearer_.links(box_id_)) bearer_.send(box_id_, message);
  kept_.emplace(message.string("id"), std::move(message));
}

void BearerSmsc::serve() {
  for (const BoxMessage& reply : bearer_.take_replies())
    receive({.from = reply.string("sender"), .to = reply.string("receiver"), .text = reply.string("msgdata")});
  for (const std::string& id : bearer_.take_acked()) kept_.erase(id);
  if (links_ == bearer_.links(box_id_) || !bearer_.is_linked(box_id_)) return;
  links_ = bearer_.links(box_id_);
  for (const auto& [id, text] : kept_) bearer_.send(box_id_, text);
}

}  // namespace permit::test
