#include "core/version.h"

// The Makefile defines it; a checker that reads only the sources does not.
#ifndef PERMIT8103_SOURCES
#define PERMIT8103_SOURCES "unknown"
#endif

namespace permit {

std::string full_version() { return kVersion + std::string(" (build " PERMIT8103_SOURCES ")"); }

}  // namespace permit
