#include "test/torture/bearer.h"

#include <algorithm>

namespace permit::test {

std::size_t Bearer::links(std::string_view id) const {
  return static_cast<std::size_t>(std::count(come_.begin(), come_.end(), id));
}

Stream* Bearer::stream_of(std::string_view id) {
  const auto found = std::find_if(links_.rbegin(), links_.rend(), [&](const Link& link) {
    return link.identified && link.id == id && link.stream.open();
  });
  return found == links_.rend() ? nullptr : &found->stream;
}

void Bearer::forget() {
  replies_.clear();
  acked_.clear();
}

void Bearer::watch(std::vector<pollfd>& sockets) const {
  sockets.push_back({listener_.get(), POLLIN, 0});
  if (!reads_) return;
  for (const Link& link : links_) sockets.push_back({link.stream.fd(), link.stream.events(), 0});
}

void Bearer::serve() {
  if (Fd caller = accept_from(listener_)) links_.push_back({.stream = Stream(std::move(caller))});
  for (Link& link : links_) {
    if (!reads_) {
      link.stream.send({});
      continue;
    }
    link.stream.serve();
    while (const auto packed = take_frame(link.stream.received()))
      if (const auto message = unpack(*packed)) take(link, *message);
  }
  links_.remove_if([](const Link& link) { return !link.stream.open(); });
}

void Bearer::take(Link& link, const BoxMessage& message) {
  if (message.type == "admin") {
    link.id = message.string("boxc_id");
    link.identified = true;
    come_.push_back(link.id);
  } else if (message.type == "sms") {
    replies_.push_back(message);
    if (takes_replies_) link.stream.send(frame_of(ack_of(message.string("id"))));
  } else if (message.type == "ack") {
    acked_.insert(message.string("id"));
    if (message.integer("nack") != 0) ++refusals_;
  }
}

}  // namespace permit::test
