#include "test/rig/link_tap.h"

#include <algorithm>
#include <utility>

namespace permit::test {
namespace {

void pass_on(Stream& from, Stream& to) { to.send(std::exchange(from.received(), {})); }

}  // namespace

bool LinkTap::holds_something() const {
  return holding_ &&
         std::any_of(links_.begin(), links_.end(), [](const Link& link) { return !link.library.received().empty(); });
}

void LinkTap::break_link() {
  links_.clear();
  holding_ = false;
}

void LinkTap::watch(std::vector<pollfd>& sockets) const {
  sockets.push_back({listener_.get(), POLLIN, 0});
  for (const Link& link : links_)
    for (const Stream* stream : {&link.library, &link.bearerbox})
      sockets.push_back({stream->fd(), stream->events(), 0});
}

void LinkTap::serve() {
  if (Fd library = accept_from(listener_))
    links_.push_back({Stream(std::move(library)), Stream(connect_to(bearerbox_))});
  for (Link& link : links_) {
    link.library.serve();
    link.bearerbox.serve();
    if (!holding_) pass_on(link.library, link.bearerbox);
    pass_on(link.bearerbox, link.library);
  }
  links_.remove_if([](const Link& link) { return !link.library.open() || !link.bearerbox.open(); });
}

}  // namespace permit::test
