#include "test/torture/tape.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace permit::test {

Tape::Tape(const std::string& folder) : file_(memfd_create("tape", MFD_CLOEXEC)) {
  if (file_ < 0 || ftruncate(file_, TapeHead::kCapacity) != 0)
    throw std::system_error(errno, std::generic_category(), "tape");
  void* at = mmap(nullptr, TapeHead::kCapacity, PROT_READ | PROT_WRITE, MAP_SHARED, file_, 0);
  if (at == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "tape");
  head_ = static_cast<TapeHead*>(at);  // zeros
  head_->random_state = 1;
  std::strncpy(head_->folder, std::filesystem::weakly_canonical(folder).c_str(), sizeof head_->folder - 1);
  path_ = "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(file_);
}

Tape::~Tape() {
  record_onto(nullptr);
  munmap(head_, TapeHead::kCapacity);
  close(file_);
}

void Tape::record() { record_onto(head_); }

void Tape::say(std::string_view what) {
  add_event(*head_, {.did = Event::Did::say, .size = static_cast<std::uint32_t>(what.size()), .at = 0, .length = 0},
            what.data());
}

void Tape::play(const std::function<void(const Event&)>& on_event) const {
  const char* begin = reinterpret_cast<const char*>(head_ + 1);
  const std::uint64_t used = head_->used;
  for (std::uint64_t at = 0; at < used;) {
    const Event& event = *reinterpret_cast<const Event*>(begin + at);
    on_event(event);
    at += sizeof event + (event.size + 7) / 8 * 8;
  }
}

std::size_t Tape::count(Event::Did did) const {
  std::size_t count = 0;
  play([&](const Event& event) { count += event.did == did; });
  return count;
}

}  // namespace permit::test
