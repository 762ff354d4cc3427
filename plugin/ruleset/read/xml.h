// A rule file as elements with their lines: libxml2 behind values that own what they hold.
//
// No network, no external entities, no entity expansion (markup.h refuses what could ask for them). The host uses
// libxml2 too: errors are captured per parse, its global handlers and its state are left alone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store.h"
#include "ruleset/diagnostic.h"

struct _xmlDoc;   // NOLINT: libxml2's own names, so that its headers stay in xml.cc and schema.cc
struct _xmlNode;  // NOLINT

namespace permit {

/// Borrowed from its Document, which must outlive it.
class Element {
 public:
  /// REQUIRES: `node` is an element of a Document.
  explicit Element(const _xmlNode* node) : node_(node) {}

  std::string_view name() const;
  /// Where its tag begins.
  Place place() const;
  /// Where an attribute of it begins; the tag's own place when it has none of that name.
  Place place_of(std::string_view attribute) const;

  /// Nothing when it is absent. Spaces around the value are dropped.
  std::optional<std::string> attribute(std::string_view name) const;
  std::vector<std::string> attribute_names() const;
  /// The text directly in it, each run of spaces and line ends as one space.
  std::string text() const;
  /// Where that begins; the tag's own place when there is none.
  Place place_of_text() const;

  std::vector<Element> children() const;
  std::vector<Element> children(std::string_view name) const;
  /// The first child of that name.
  std::optional<Element> child(std::string_view name) const;

  const _xmlNode* node() const { return node_; }

 private:
  const _xmlNode* node_;
};

class Document {
 public:
  /// A file that is no XML is a fault; then there is no document.
  static std::optional<Document> parse(const RuleFile& file, Diagnostics& faults);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  const std::string& file() const;
  Element root() const;
  /// Borrowed; never null.
  _xmlDoc* get() const;

 private:
  struct Contents;
  explicit Document(std::unique_ptr<Contents> contents);
  friend class Element;

  std::unique_ptr<Contents> contents_;  // at one address for life: its nodes point into it
};

}  // namespace permit
