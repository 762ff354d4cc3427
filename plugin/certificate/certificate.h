// A certificate: the permits of one document in the register at one moment, on a page to carry and to show.
//
// permit8103-certificate reads it as one JSON object, version 1. It looks up and decides nothing; the caller queries
// the register. Times are local times of the service, `2020-07-21T10:00:00`. Members are written as below, in any
// order; an unknown member is an error, and so is text with an unprintable character.
//
//   {
//     "version": 1,                        rises when a member is added, removed or changes meaning
//     "language": "az",                    of the page: az, en or ru; may be left out: az
//     "service": {
//       "number": "8103",                  the short number: digits
//       "name": "İcazə xidməti"
//     },
//     "document": "AZE12345678",           of the holder: upper-case Latin letters and digits
//     "issued": "2020-07-21T10:05:12",     when the page is made
//     "at": "2020-07-21T10:05:12",         the moment that it describes; left out or null: issued
//     "zone": "Asia/Baku",                 the time zone of every time
//     "rules": "51f8…",                    hash of the rules in force, 64 hexadecimal digits in lower case
//     "permits": [{                        those valid at that moment or later; at least one
//       "code": "2",                       the purpose code; null: of a standing permit without one
//       "name": "food, medicine",          the purpose, in words
//       "from": "2020-07-21T10:00:00",
//       "until": "2020-07-21T13:00:00",    null: it has no end
//       "plate": "10AA123",                may be masked: "10****3"; optional, as all members below: left out or null
//       "places": ["Baku", "Absheron"],    where it is valid
//       "clause": "19.07.2020 §8",         its legal basis
//       "decree": {"id": "2020-07-20", "title": "…"},
//       "source": "text",                  or of a standing permit {"kind": "work", "issuer": "…", "activity": "…"}:
//                                          kind is an id of the rules, issuer and activity may be left out
//       "check_code": "7K3M9QX4"           Crockford's base 32, hyphens anywhere
//     }]
//   }
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/zone.h"

namespace permit::certificate {

/// A permit that did not come by text.
struct Standing {
  std::string kind;
  std::string issuer;    ///< may be empty
  std::string activity;  ///< may be empty
};

struct CitedDecree {
  std::string id;
  std::string title;
};

struct CertifiedPermit {
  std::string code;  ///< empty: a standing permit without a code
  std::string name;
  LocalTime from;
  std::optional<LocalTime> until;
  std::string plate;  ///< may be empty, as may all strings below
  std::vector<std::string> places;
  std::string clause;
  std::optional<CitedDecree> decree;
  std::optional<Standing> standing;  ///< absent: it came by text
  std::string check_code;            ///< without hyphens
};

struct Certificate {
  std::string language;
  std::string service_number;
  std::string service_name;
  std::string document;
  LocalTime issued;
  LocalTime at;
  std::string zone;
  std::string rules;
  std::vector<CertifiedPermit> permits;  ///< not empty
};

}  // namespace permit::certificate
