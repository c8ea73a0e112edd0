// SPDX-License-Identifier: AGPL-3.0-or-later
#include "view/template_store.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "view/core_shapes.h"

namespace frontdesk::view {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > source_limits.file_bytes) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void append(ViewProblems& to, ViewProblems more) { to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())); }

}  // namespace

TemplateStore::TemplateStore(std::string templates_path, std::string assets_url)
    : templates_path_(std::move(templates_path)), assets_url_(std::move(assets_url)) {}

ViewProblems TemplateStore::load_assets() {
  const std::string file = templates_path_ + "/assets.json";
  if (!fs::exists(file)) return {};
  const auto text = read_file(file);
  const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
  if (!json.is_object()) return {{file, "is no JSON object of file → name; install again"}};
  for (const auto& [name, hashed] : json.items()) {
    if (!hashed.is_string()) return {{file, "'" + name + "' has no name; install again"}};
    assets_.emplace(name, hashed.get<std::string>());
  }
  assets_are_listed_ = true;
  return {};
}

std::optional<std::string> TemplateStore::asset_url(std::string_view file) const {
  if (const auto found = assets_.find(file); found != assets_.end()) return assets_url_ + '/' + found->second;
  if (assets_are_listed_ || file.empty() || file.find('/') != std::string_view::npos || file.front() == '.') return std::nullopt;
  if (!fs::is_regular_file(templates_path_ + "/assets/" + std::string(file))) return std::nullopt;
  return assets_url_ + '/' + std::string(file);
}

ViewProblems TemplateStore::load_core() {
  auto problems = load_assets();
  append(problems, catalogues_.load_core(templates_path_ + "/messages"));
  if (!problems.empty()) return problems;
  append(problems, load_folder("layout", TemplateKind::page));
  append(problems, load_folder("errors", TemplateKind::page));
  append(problems, load_folder("mail", TemplateKind::plain_text));
  for (const auto& shape : core_shapes()) {
    if (find(default_language, "", shape.name) == nullptr && problems.empty()) problems.push_back({templates_path_ + '/' + shape.name + ".mustache", "is missing"});
  }
  return problems;
}

ViewProblems TemplateStore::load_folder(const std::string& room, TemplateKind kind) {
  ViewProblems problems;
  std::error_code error;
  const std::string folder = templates_path_ + '/' + room;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".mustache" || entry.path().filename().string().starts_with('_')) continue;
    const std::string name = room + '/' + entry.path().stem().string();
    const bool is_html = name.ends_with("_html");
    Known known{.folder = folder, .shape = {}, .kind = is_html ? TemplateKind::page : kind};
    for (const auto& page : core_shapes()) {
      if (page.name != name) continue;
      known.shape = page.shape;
      known.has_shape = true;
    }
    for (const auto& language : catalogues_.languages()) {
      auto made = compile({.file = entry.path().string(), .name = name}, known, language);
      if (made) {
        defaults_[language].insert_or_assign(name, std::move(*made));
      } else {
        problems.push_back({entry.path().string(), made.error()});
      }
    }
    known_.insert_or_assign(name, std::move(known));
  }
  return problems;
}

ViewProblems TemplateStore::load_plugin(std::string_view plugin, const std::string& folder, const std::vector<PageTemplate>& pages) {
  auto problems = catalogues_.load_plugin(plugin, folder + "/messages");
  std::map<std::string, ByName, std::less<>> made;
  std::map<std::string, Known, std::less<>> known;
  for (const auto& page : pages) {
    const auto slash = page.name.find('/');
    const auto file_name = slash == std::string::npos ? std::string() : page.name.substr(slash + 1);
    if (page.name.substr(0, slash) != plugin || !is_file_name(file_name)) {
      problems.push_back({page.name, "is no template name of this plugin: <plugin>/<name>"});
      continue;
    }
    const std::string file = folder + '/' + file_name + ".mustache";
    const Known facts{.folder = folder, .shape = page.shape, .has_shape = true};
    for (const auto& language : catalogues_.languages()) {
      auto one = compile({.file = file, .name = page.name}, facts, language);
      if (one) {
        made[language].insert_or_assign(page.name, std::move(*one));
      } else {
        problems.push_back({file, one.error()});
        break;
      }
    }
    known.insert_or_assign(page.name, facts);
  }
  if (!problems.empty()) return problems;
  for (auto& [language, templates] : made) defaults_[language].merge(templates);
  known_.merge(known);
  return {};
}

ViewProblems TemplateStore::load_overrides(const std::string& overrides_path) {
  ViewProblems problems;
  std::error_code error;
  if (overrides_path.empty()) return problems;
  for (const auto& practice : fs::directory_iterator(overrides_path, error)) {
    if (practice.is_directory()) append(problems, load_practice_overrides(practice.path().filename().string(), practice.path().string()));
  }
  return problems;
}

ViewProblems TemplateStore::load_practice_overrides(const std::string& practice, const std::string& folder) {
  ViewProblems problems;
  std::error_code error;
  for (const auto& room : fs::directory_iterator(folder, error)) {
    if (!room.is_directory()) continue;
    for (const auto& entry : fs::directory_iterator(room.path(), error)) {
      const std::string name = room.path().filename().string() + '/' + entry.path().stem().string();
      const auto known = known_.find(name);
      if (entry.path().extension() != ".mustache" || known == known_.end() || known->second.kind != TemplateKind::page) {
        problems.push_back({entry.path().string(), "overrides no template: " + name + " isn't there"});
        continue;
      }
      for (const auto& language : catalogues_.languages()) {
        auto made = compile({.file = entry.path().string(), .name = name, .owner = TemplateOwner::practice}, known->second, language);
        if (made) {
          overrides_[practice][language].insert_or_assign(name, std::move(*made));
        } else {
          problems.push_back({entry.path().string(), made.error()});
          break;
        }
      }
    }
  }
  return problems;
}

SourceParts TemplateStore::parts_of(std::string_view room, const std::string& folder, const std::string& language) const {
  return {
      .partial = [this, room = std::string(room), folder](std::string_view name) -> std::optional<std::string> {
        const auto slash = name.find('/');
        if (slash == std::string_view::npos) return std::nullopt;
        const auto from = name.substr(0, slash);
        const auto file = name.substr(slash + 1);
        if (!is_file_name(file) || file.front() != '_') return std::nullopt;
        if (from == "layout") return read_file(templates_path_ + "/layout/" + std::string(file) + ".mustache");
        if (from == room) return read_file(folder + '/' + std::string(file) + ".mustache");
        return std::nullopt;
      },
      .words = [this, language](std::string_view key) -> std::optional<std::string> {
        const auto* text = catalogues_.find(language, key);
        if (text == nullptr || text->takes_arguments) return std::nullopt;
        return text->raw;
      },
      .asset = [this](std::string_view file) { return asset_url(file); },
  };
}

Result<Template, std::string> TemplateStore::compile(const Origin& origin, const Known& known, const std::string& language) const {
  const auto text = read_file(origin.file);
  if (!text) return failure(std::string("can't be read, or is larger than 128 KiB"));
  if (first_malformed_byte(*text) || text->find('\0') != std::string::npos) return failure(std::string("is no text in UTF-8"));
  const std::string_view room = std::string_view(origin.name).substr(0, origin.name.find('/'));
  auto flattened = flatten(*text, known.kind, parts_of(room, known.folder, language));
  if (!flattened) return failure(flattened.error());
  if (known.kind == TemplateKind::page) {
    if (const auto unsafe = unsafe_markup(*flattened, origin.owner)) return failure(*unsafe);
  }
  if (known.has_shape) {
    const auto outside = names_outside(*flattened, known.shape);
    if (!outside.empty()) return failure("uses names that its page doesn't have: " + joined(outside));
  }
  return Template::parse(origin.name, std::move(*flattened), known.kind);
}

const Template* TemplateStore::find(std::string_view locale, std::string_view practice_link_name, std::string_view name) const {
  const auto look_in = [&](const std::map<std::string, ByName, std::less<>>& languages) -> const Template* {
    for (const auto language : {language_of(locale), default_language}) {
      const auto templates = languages.find(language);
      if (templates == languages.end()) continue;
      const auto found = templates->second.find(name);
      if (found != templates->second.end()) return &found->second;
    }
    return nullptr;
  };
  if (const auto own = overrides_.find(practice_link_name); own != overrides_.end()) {
    if (const Template* found = look_in(own->second)) return found;
  }
  return look_in(defaults_);
}

}  // namespace frontdesk::view
