#include "service/alarm.h"

#include "kannel/log.h"

namespace permit {

void Alarm::raise(const std::string& sentence) {
  if (sentence == raised_) return;
  log_error(sentence);
  raised_ = sentence;
}

void Alarm::clear(const std::string& sentence) {
  if (raised_.empty()) return;
  log_info(sentence);
  raised_.clear();
}

}  // namespace permit
