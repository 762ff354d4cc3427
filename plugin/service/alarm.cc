#include "service/alarm.h"

#include "kannel/log.h"

namespace permit {

void Alarm::raise(const std::string& sentence) {
  if (sentence == standing_) return;
  log_error(sentence);
  standing_ = sentence;
}

void Alarm::clear(const std::string& sentence) {
  if (standing_.empty()) return;
  log_info(sentence);
  standing_.clear();
}

}  // namespace permit
