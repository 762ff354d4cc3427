// One page of PDF with text, lines and squares: the part of a certificate that uses Pango and cairo.
//
// Lengths are points of 1/72 inch from the upper left corner. The same calls with the same fonts give the same bytes.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/zone.h"

namespace permit::certificate {

constexpr double mm(double millimetres) { return millimetres * 72 / 25.4; }

inline constexpr double kPaperWidth = mm(210);  // A4, ISO 216
inline constexpr double kPaperHeight = mm(297);

/// The title and date that PDF readers show.
struct PaperTitle {
  std::string title;
  std::string author;
  std::string creator;
  LocalTime made;
};

struct Style {
  const char* font;    ///< in Pango's notation: `DejaVu Sans Bold 12`
  int most_lines = 1;  ///< longer text ends in an ellipsis
  PangoAlignment align = PANGO_ALIGN_LEFT;
  double spacing = 0;  ///< between letters
};

/// Text broken into lines, with a known size.
class LaidText {
 public:
  /// Owns `layout`.
  explicit LaidText(PangoLayout* layout) : layout_(layout) {}

  double height() const;
  /// From the top to the baseline of the first line.
  double baseline() const;
  PangoLayout* layout() const { return layout_.get(); }

 private:
  struct Unref {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  };
  std::unique_ptr<PangoLayout, Unref> layout_;
};

class Paper {
 public:
  /// Returns an error if a font of `families` is not installed: a substitute may draw other characters, or none.
  static Result<std::unique_ptr<Paper>> open(const PaperTitle& title, const std::vector<std::string>& families);
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  /// Breaks `text` into lines of `width`, inside a word if necessary.
  LaidText lay(std::string_view text, const Style& style, double width);
  void put(const LaidText& text, double x, double y);
  void rule(double x, double y, double width, double thickness);
  void frame(double x, double y, double width, double height, double thickness);
  /// Adds a black rectangle, which fill_rectangles() draws.
  void add_rectangle(double x, double y, double width, double height);
  void fill_rectangles();

  /// Returns the PDF, or an error if a text has a character that no installed font has. Call it once, last.
  Result<std::string> finish();

 private:
  Paper() = default;

  struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  struct DestroyCairo {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
  };
  struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
  };

  std::string pdf_;
  std::unique_ptr<cairo_surface_t, DestroySurface> surface_;
  std::unique_ptr<cairo_t, DestroyCairo> cairo_;
  std::unique_ptr<PangoFontMap, Unref> fonts_{pango_cairo_font_map_new()};
  std::unique_ptr<PangoContext, Unref> context_{pango_font_map_create_context(fonts_.get())};
  std::string unwritable_;  ///< the first text with a character that no font has
};

}  // namespace permit::certificate
