// The parts of rule files that no decision uses; describe.h prints them for people.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "core/rule_set.h"

namespace permit {

struct Source {
  std::string id;
  std::string published;  ///< `2020-07-19`; may be empty
  std::string cited_as;   ///< its name in replies
  std::string title;
};

/// Where a decree applies. A text names no place, so places never affect a decision.
struct Places {
  std::string names;
  std::string part;    ///< which part of the places; may be empty
  std::string except;  ///< may be empty
  std::string clause;
};

/// A remark of the author, with the clause that supports it.
struct Remark {
  std::string text;
  std::string clause;
};

/// A duration that the sources also state but that was not chosen.
struct Stated {
  std::chrono::minutes lasts;
  std::string clause;
  std::string chosen_because;
};

/// What one file says about a purpose.
struct PurposeNotes {
  bool says_how_long = false;  ///< false: the amended file sets the durations
  std::vector<Stated> stated;
  std::string no_limit_clause;  ///< empty if the purpose has limits, or says nothing about them
  std::string begins_clause;    ///< for a delayed start; empty: not stated
  std::vector<Remark> where;
  std::vector<Remark> remarks;

  /// Applies the notes of an amendment to those of its decree; unstated parts stay.
  void apply_to(PurposeNotes& amended) const;
};

/// An example that passed when the rules were compiled.
struct ExampleNote {
  std::string at;        ///< `2020-07-21T10:00`
  std::string sent;      ///< the text, or the question about a standing permit
  std::string given;     ///< the situation before it: earlier texts, lists; may be empty
  std::string expected;  ///< `outcome granted, until 13:00`
};

/// Notes of a decree, an amendment, or an interval without permits.
struct PeriodNotes {
  std::string file;
  std::string title;
  std::string published;  ///< may be empty
  std::vector<Places> places;
  std::map<std::string, PurposeNotes> purposes;  ///< by code
  std::vector<std::string> taken_away;           ///< codes whose earlier rules no longer apply
  std::vector<ExampleNote> examples;             ///< in the order of the file
};

struct Annotations {
  std::string title;  ///< of the service
  std::string hotline_clause;
  std::vector<Source> sources;
  std::map<std::string, std::string> lists;             ///< descriptions by id
  std::map<std::string, std::string> standing_permits;  ///< descriptions by id
  std::map<std::string, std::string> document_clauses;  ///< by id; only documents that have a clause
  std::map<std::string, std::string> plate_clauses;     ///< by id; only plates that have a clause
  std::map<std::string, PeriodNotes> periods;           ///< by id

  /// Returns the notes of a purpose in this part of a decree; each note comes from the file that set the value.
  PurposeNotes of(const Decree& decree, const Purpose& purpose) const;
};

}  // namespace permit
