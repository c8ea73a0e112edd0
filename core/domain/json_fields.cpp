// SPDX-License-Identifier: AGPL-3.0-or-later
#include "domain/json_fields.h"

#include <algorithm>

#include "frontdesk/time_text.h"

namespace frontdesk {
namespace {

const Json empty_object = Json::object();

// The last date ends by the westernmost clocks twelve hours later.
const Instant first_instant{};
const Instant last_instant = Instant{last_date.time_since_epoch()} + std::chrono::hours{36};

std::string kind_of(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null: return "null";
    case Json::value_t::object: return "an object";
    case Json::value_t::array: return "a list";
    case Json::value_t::string: return "text";
    case Json::value_t::boolean: return value.get<bool>() ? "true" : "false";
    default: return "the number " + value.dump();
  }
}

std::string without_carriage_returns(std::string text) {
  std::string::size_type at = 0;
  while ((at = text.find("\r\n", at)) != std::string::npos) text.erase(at, 1);
  return text;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n") == std::string_view::npos; }

}  // namespace

std::string words_of(LinkNameError error) {
  switch (error) {
    case LinkNameError::empty: return "must not be empty";
    case LinkNameError::too_long: return "is longer than 64 characters";
    case LinkNameError::bad_character: return "may hold lower-case letters a to z, digits and hyphens only";
    case LinkNameError::bad_edge: return "must begin and end with a letter or digit";
  }
  return "";
}

std::string either_of(const std::vector<std::string_view>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

JsonFields::JsonFields(const Json& object, std::string pointer, std::vector<FileError>& errors)
    : object_(object.is_object() ? object : empty_object), pointer_(std::move(pointer)), errors_(errors), is_object_(object.is_object()) {
  if (!is_object_) errors_.push_back({.pointer = pointer_, .words = "must be an object, not " + kind_of(object)});
}

void JsonFields::problem(std::string_view key, std::string words) { errors_.push_back({.pointer = at(key), .words = std::move(words)}); }

const Json* JsonFields::value(std::string_view key, Presence presence) {
  known_.emplace(key);
  const auto found = object_.find(key);
  if (found != object_.end()) return &*found;
  if (presence == Presence::required && is_object_) problem(key, "is missing");
  return nullptr;
}

bool JsonFields::has(std::string_view key) const { return object_.contains(key); }

const std::string* JsonFields::string_of(std::string_view key, Presence presence) {
  const Json* given = value(key, presence);
  if (given == nullptr) return nullptr;
  if (given->is_string()) return given->get_ptr<const std::string*>();
  problem(key, "must be text, not " + kind_of(*given));
  return nullptr;
}

std::string JsonFields::text(std::string_view key, TextRule rule) {
  const std::string* given = string_of(key, rule.presence);
  if (given == nullptr) return {};
  std::string result = without_carriage_returns(*given);
  if (rule.presence == Presence::required && is_blank(result)) {
    problem(key, "must not be empty");
  } else if (count_characters(result) > rule.longest) {
    problem(key, "is longer than " + std::to_string(rule.longest) + " characters");
  } else if (!is_plain_text(result, rule.lines)) {
    problem(key, rule.lines == TextLines::one ? "must be one line without control characters" : "must not hold control characters");
  } else {
    return result;
  }
  return {};
}

std::optional<LinkName> JsonFields::link_name(std::string_view key) {
  const std::string* given = string_of(key, Presence::required);
  if (given == nullptr) return std::nullopt;
  auto name = LinkName::parse(*given);
  if (name) return *name;
  problem(key, words_of(name.error()));
  return std::nullopt;
}

std::optional<int> JsonFields::whole_number(std::string_view key, int least, int most, Presence presence) {
  const Json* given = value(key, presence);
  if (given == nullptr) return std::nullopt;
  const std::string range = std::to_string(least) + " to " + std::to_string(most);
  if (!given->is_number_integer()) {
    problem(key, "must be a whole number from " + range + ", not " + kind_of(*given));
    return std::nullopt;
  }
  const bool fits = given->is_number_unsigned() ? given->get<std::uint64_t>() <= static_cast<std::uint64_t>(most) : given->get<std::int64_t>() <= most;
  if (!fits || given->get<std::int64_t>() < least) {
    problem(key, "must be from " + range + ", not " + given->dump());
    return std::nullopt;
  }
  return given->get<int>();
}

bool JsonFields::flag(std::string_view key, bool fallback) {
  const Json* given = value(key);
  if (given == nullptr) return fallback;
  if (given->is_boolean()) return given->get<bool>();
  problem(key, "must be true or false, not " + kind_of(*given));
  return fallback;
}

std::optional<LocalDate> JsonFields::date(std::string_view key, Presence presence) {
  const std::string* given = string_of(key, presence);
  if (given == nullptr) return std::nullopt;
  const auto result = parse_date(*given);
  if (!result) {
    problem(key, "must be a date that exists, written 2026-11-30");
  } else if (*result < first_date || *result > last_date) {
    problem(key, "must be from " + to_string(first_date) + " to " + to_string(last_date));
  } else {
    return result;
  }
  return std::nullopt;
}

std::optional<WallTime> JsonFields::wall_time(std::string_view key) {
  const std::string* given = string_of(key, Presence::required);
  if (given == nullptr) return std::nullopt;
  const auto result = parse_wall_time(*given);
  if (!result) problem(key, "must be a time of day, written 09:00, at most 24:00");
  return result;
}

std::optional<Instant> JsonFields::instant(std::string_view key, Presence presence) {
  const std::string* given = string_of(key, presence);
  if (given == nullptr) return std::nullopt;
  const auto result = parse_instant(*given);
  if (!result) {
    problem(key, "must be an instant with Z or an offset, written 2026-11-30T14:00:00Z or 2026-11-30T09:00:00-05:00");
  } else if (*result < first_instant || *result > last_instant) {
    problem(key, "must be from " + to_string(first_date) + " to " + to_string(last_date));
  } else {
    return result;
  }
  return std::nullopt;
}

std::optional<std::size_t> JsonFields::choice(std::string_view key, const std::vector<std::string_view>& words, Presence presence) {
  const std::string* given = string_of(key, presence);
  if (given == nullptr) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), *given);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  problem(key, "must be " + either_of(words));
  return std::nullopt;
}

void JsonFields::each(std::string_view key, const std::function<void(const Json&, const std::string&)>& take) {
  const Json* given = value(key);
  if (given == nullptr) return;
  if (!given->is_array()) {
    problem(key, "must be a list, not " + kind_of(*given));
    return;
  }
  for (std::size_t i = 0; i < given->size(); ++i) take((*given)[i], pointer_below(at(key), i));
}

void JsonFields::each_text(std::string_view key, const std::function<void(const std::string&, const std::string&)>& take) {
  std::set<std::string> seen;
  each(key, [&](const Json& item, const std::string& pointer) {
    if (!item.is_string()) {
      errors_.push_back({.pointer = pointer, .words = "must be text, not " + kind_of(item)});
    } else if (!seen.insert(item.get<std::string>()).second) {
      errors_.push_back({.pointer = pointer, .words = "stands in this list twice"});
    } else {
      take(item.get_ref<const std::string&>(), pointer);
    }
  });
}

std::vector<std::size_t> JsonFields::choices(std::string_view key, const std::vector<std::string_view>& words) {
  std::vector<std::size_t> indices;
  each_text(key, [&](const std::string& word, const std::string& pointer) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) {
      errors_.push_back({.pointer = pointer, .words = "must be " + either_of(words)});
    } else {
      indices.push_back(static_cast<std::size_t>(found - words.begin()));
    }
  });
  return indices;
}

void JsonFields::finish() {
  std::string all;
  for (const std::string& key : known_) all += (all.empty() ? "" : ", ") + key;
  for (const auto& [key, ignored] : object_.items()) {
    if (!known_.contains(key)) problem(key, "is an unknown key; known here: " + all);
  }
}

}  // namespace frontdesk
