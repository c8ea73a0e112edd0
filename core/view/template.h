// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "frontdesk/result.h"
#include "frontdesk/view.h"
#include "view/template_source.h"

namespace frontdesk::view {

/// A flattened template that parsed. Rendering is safe from any thread: each render has a parsed copy of its own, kept for the
/// next one.
///
/// What a model's values are: text is escaped (pages) and, when empty, counts as no in a section; a fragment goes in as it is; a
/// list repeats the section, each object in it being the section's only scope; an object is the section's only scope; yes and
/// non-empty text show the section in the scope around it.
class Template {
 public:
  /// In English what is wrong where it doesn't parse.
  [[nodiscard]] static Result<Template, std::string> parse(std::string name, std::string flattened, TemplateKind kind);
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;
  ~Template();

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const std::string& flattened() const;

  /// Throws std::logic_error naming the template where the model lacks a name that is needed, or has a fragment in plain text.
  [[nodiscard]] std::string render(const ViewModel& model) const;

 private:
  struct Body;
  explicit Template(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace frontdesk::view
