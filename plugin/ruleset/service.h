// <service>: what stays when decrees change.
#pragma once

#include "ruleset/book.h"
#include "ruleset/xml.h"

namespace permit {

/// The sources of every file are read already.
void read_service(const Element& service, Book& book);

}  // namespace permit
