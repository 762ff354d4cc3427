#include "service/alarm.h"

#include "kannel/log.h"

namespace permit {

void Complaint::raise(const std::string& sentence) {
  if (sentence == standing_) return;
  log_error(sentence);
  standing_ = sentence;
}

void Complaint::settle(const std::string& sentence) {
  if (standing_.empty()) return;
  log_info(sentence);
  standing_.clear();
}

}  // namespace permit
