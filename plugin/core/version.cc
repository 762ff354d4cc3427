#include "core/version.h"

// Named by the makefile; a checker of sources alone knows none.
#ifndef PERMIT8103_SOURCES
#define PERMIT8103_SOURCES "unknown"
#endif

namespace permit {

std::string full_version() { return kVersion + std::string(" (build " PERMIT8103_SOURCES ")"); }

}  // namespace permit
