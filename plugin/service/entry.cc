// permit8103.so calls this once, when smsbox has started. It starts a gwlib thread that runs the service until smsbox
// exits.
#include <cstdlib>
#include <exception>
#include <string>

#include "conf/config.h"
#include "kannel/host.h"
#include "kannel/log.h"
#include "service/service.h"

namespace {

void log_end(const std::string& what) {
  if (permit::host_is_leaving()) return;
  permit::log_error("permit8103 has stopped; texts stay queued in bearerbox until smsbox restarts: " + what + ".");
}

extern "C" void service_thread(void*) noexcept {
  const permit::ExitBlocker blocker;
  try {
    const char* config = std::getenv("PERMIT8103_CONF");
    permit::run_service(config == nullptr ? permit::kDefaultConfig : config);
  } catch (const std::exception& fault) {
    log_end(fault.what());
  } catch (...) {
    log_end("an unknown error");
  }
}

}  // namespace

extern "C" __attribute__((visibility("default"))) void permit8103_start() noexcept {
  if (!permit::start_thread(service_thread)) {
    permit::log_error("permit8103 cannot start a thread; texts stay queued in bearerbox until smsbox restarts.");
  }
}
