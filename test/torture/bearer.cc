#include "test/torture/bearer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>

namespace permit::test {

// Small buffers, because a kernel buffer counts as no process's memory and hides which side has stopped reading.
Bearer::Bearer(Port port) : listener_(listen_on(port)) {
  const int octets = 64 << 10;
  const int segment = 1024;
  ::setsockopt(listener_.get(), SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets);
  ::setsockopt(listener_.get(), IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
}

std::size_t Bearer::links(std::string_view id) const {
  return static_cast<std::size_t>(std::count(come_.begin(), come_.end(), id));
}

Stream* Bearer::stream_of(std::string_view id) {
  const auto found = std::find_if(links_.rbegin(), links_.rend(), [&](const Link& link) {
    return link.identified && link.id == id && link.stream.open();
  });
  return found == links_.rend() ? nullptr : &found->stream;
}

void Bearer::watch(std::vector<pollfd>& sockets) const {
  sockets.push_back({listener_.get(), POLLIN, 0});
  for (const Link& link : links_) {
    const bool reads = !unread_.contains(link.id);
    const short events = reads ? link.stream.events() : static_cast<short>(link.stream.events() & ~POLLIN);
    sockets.push_back({link.stream.fd(), events, 0});
  }
}

void Bearer::serve() {
  if (Fd caller = accept_from(listener_)) links_.push_back({.stream = Stream(std::move(caller))});
  for (Link& link : links_) {
    if (unread_.contains(link.id)) {
      link.stream.send({});
      continue;
    }
    link.stream.serve();
    for (const std::string& packed : take_frames(link.stream.received()))
      if (const auto message = unpack(packed)) take(link, *message);
  }
  links_.remove_if([](const Link& link) { return !link.stream.open(); });
}

void Bearer::take(Link& link, const BoxMessage& message) {
  if (message.type == "admin") {
    link.id = message.string("boxc_id");
    link.identified = true;
    come_.push_back(link.id);
  } else if (message.type == "sms") {
    ++count_of_replies_;
    if (keeps_) replies_.push_back(message);
    if (verdict_) link.stream.send(frame_of(ack_of(message.string("id"), *verdict_)));
  } else if (message.type == "ack") {
    ++acks_;
    if (keeps_) acked_.insert(message.string("id"));
    if (message.integer("nack") != 0) ++refusals_;
  }
}

}  // namespace permit::test
