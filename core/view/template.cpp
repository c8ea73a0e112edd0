// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/template.h"

#include <kainjow/mustache.hpp>
#include <mutex>
#include <random>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "view/fragment_door.h"

namespace frontdesk::view {
namespace {

namespace mustache = kainjow::mustache;

/// Fragments stand in the data as random marks, so that no value, whatever it holds, is taken for one.
class FragmentMarks {
 public:
  std::string add(const Fragment& fragment) {
    if (prefix_.empty()) prefix_ = random_prefix();
    fragments_.push_back(&fragment);
    return prefix_ + std::to_string(fragments_.size() - 1) + ';';
  }
  [[nodiscard]] bool is_empty() const { return fragments_.empty(); }

  [[nodiscard]] std::string insert_into(std::string_view text) const {
    std::string out;
    while (true) {
      const auto mark = text.find(prefix_);
      out += text.substr(0, mark);
      if (mark == std::string_view::npos) return out;
      text.remove_prefix(mark + prefix_.size());
      std::size_t index = 0;
      for (; text.front() != ';'; text.remove_prefix(1)) index = index * 10 + static_cast<std::size_t>(text.front() - '0');
      text.remove_prefix(1);
      out += FragmentDoor::html(*fragments_[index]);
    }
  }

 private:
  static std::string random_prefix() {
    std::random_device source;
    std::string prefix = "\x01";
    for (int i = 0; i < 4; ++i) {
      const unsigned word = source();
      for (unsigned shift = 0; shift < 32; shift += 4) prefix += static_cast<char>('a' + (word >> shift & 15U));
    }
    return prefix + ':';
  }
  std::string prefix_;
  std::vector<const Fragment*> fragments_;
};

/// Fills the library's tree in place: its own constructors copy whole subtrees.
void fill(mustache::data& into, const ViewModel& model, FragmentMarks& marks) {
  const auto& node = model.node();
  if (const auto* object = std::get_if<ViewModel::Object>(&node)) {
    into = mustache::data(mustache::data::type::object);
    for (const auto& [name, value] : *object) fill(into[name], value, marks);
  } else if (const auto* list = std::get_if<ViewModel::List>(&node)) {
    into = mustache::data(mustache::data::type::list);
    auto& items = const_cast<mustache::list&>(into.list_value());
    items.resize(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) fill(items[i], (*list)[i], marks);
  } else if (const auto* text = std::get_if<std::string>(&node)) {
    into = text->empty() ? mustache::data(false) : mustache::data(*text);
  } else if (const auto* fragment = std::get_if<Fragment>(&node)) {
    into = fragment->is_empty() ? mustache::data(false) : mustache::data(marks.add(*fragment));
  } else {
    into = mustache::data(std::get<bool>(node));
  }
}

/// Looks a name up in the innermost object only; what isn't there is remembered.
class StrictContext final : public mustache::basic_context<std::string> {
 public:
  explicit StrictContext(const mustache::data* model) : stack_{model} {}
  void push(const mustache::data* data) override { stack_.push_back(data); }
  void pop() override { stack_.pop_back(); }

  [[nodiscard]] const mustache::data* get(const std::string& name) const override {
    if (name == ".") return stack_.back();
    for (auto level = stack_.rbegin(); level != stack_.rend(); ++level) {
      if (!(*level)->is_object()) continue;
      const mustache::data* found = (*level)->get(name);
      if (found == nullptr && missing_.empty()) missing_ = name;
      return found;
    }
    return nullptr;
  }
  [[nodiscard]] const mustache::data* get_partial(const std::string&) const override { return nullptr; }
  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  std::vector<const mustache::data*> stack_;
  mutable std::string missing_;
};

}  // namespace

struct Template::Body {
  std::string name;
  std::string flattened;
  TemplateKind kind = TemplateKind::page;
  std::mutex mutex;
  std::vector<std::unique_ptr<mustache::mustache>> idle;

  std::unique_ptr<mustache::mustache> parsed() const {
    auto one = std::make_unique<mustache::mustache>(flattened);
    if (kind == TemplateKind::page) {
      one->set_custom_escape([](const std::string& text) { return escape_html(text); });
    } else {
      one->set_custom_escape([](const std::string& text) { return text; });
    }
    return one;
  }
  std::unique_ptr<mustache::mustache> take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto one = std::move(idle.back());
        idle.pop_back();
        return one;
      }
    }
    return parsed();
  }
  void give_back(std::unique_ptr<mustache::mustache> one) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(one));
  }
};

Template::Template(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

Result<Template, std::string> Template::parse(std::string name, std::string flattened, TemplateKind kind) {
  auto body = std::make_unique<Body>();
  body->name = std::move(name);
  body->flattened = std::move(flattened);
  body->kind = kind;
  auto first = body->parsed();
  if (!first->is_valid()) return failure(first->error_message());
  body->idle.push_back(std::move(first));
  return Template(std::move(body));
}

const std::string& Template::name() const { return body_->name; }
const std::string& Template::flattened() const { return body_->flattened; }

std::string Template::render(const ViewModel& model) const {
  FragmentMarks marks;
  mustache::data data;
  fill(data, model, marks);
  if (!marks.is_empty() && body_->kind == TemplateKind::plain_text) throw std::logic_error("template " + body_->name + ": a fragment in plain text");
  StrictContext context(&data);
  auto parsed = body_->take();
  std::ostringstream stream;
  parsed->render(context, stream);
  // One that failed renders empty for ever: it is thrown away.
  if (!parsed->is_valid()) throw std::logic_error("template " + body_->name + ": " + parsed->error_message());
  body_->give_back(std::move(parsed));
  if (!context.missing().empty()) throw std::logic_error("template " + body_->name + ": the model has no '" + context.missing() + "' where it is used");
  std::string text = std::move(stream).str();
  return marks.is_empty() ? text : marks.insert_into(text);
}

}  // namespace frontdesk::view
