// One page of PDF, on which text, lines and squares are laid: Pango's and cairo's part of a certificate.
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

/// What PDF readers show beside the page.
struct PaperTitle {
  std::string title;
  std::string author;
  std::string creator;
  LocalTime made;
};

struct Style {
  const char* font;    ///< as Pango describes fonts: `DejaVu Sans Bold 12'
  int most_lines = 1;  ///< what is longer ends in an ellipsis
  PangoAlignment align = PANGO_ALIGN_LEFT;
  double spacing = 0;  ///< between letters
};

/// Text that has been broken into lines, and knows its size.
class LaidText {
 public:
  /// Owns `layout`.
  explicit LaidText(PangoLayout* layout) : layout_(layout) {}

  double height() const;
  /// From the top to the line that its first letters stand on.
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
  /// Fails where a font of `families` is not installed: another would put other signs on the page, or none.
  static Result<std::unique_ptr<Paper>> open(const PaperTitle& title, const std::vector<std::string>& families);
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  /// Breaks `text` at `width`, in a word where it must.
  LaidText lay(std::string_view text, const Style& style, double width);
  void put(const LaidText& text, double x, double y);
  void rule(double x, double y, double width, double thickness);
  void frame(double x, double y, double width, double height, double thickness);
  /// A black rectangle, one of many that make one figure.
  void add_rectangle(double x, double y, double width, double height);
  void fill_rectangles();

  /// The PDF. Fails when a text had a sign that no installed font has. The paper is then used up.
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
  std::string unwritable_;  ///< the first text with a sign that no font has
};

}  // namespace permit::certificate
