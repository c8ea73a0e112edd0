// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <set>
#include <stdexcept>

namespace frontdesk {
namespace {

constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;

// Made once from 32 random bytes that nobody kept.
const std::string nobodys_hash = "$argon2id$v=19$m=65536,t=3,p=1$1QXq8+ZyJO4V146TuwPJ1A$Z1OHqd7zuSdgVgQOw/bAeaVuplLEXSI406eybIJ0e14";

// What is left of a password without its well-known parts must be at least this long, or the parts must be many: four words
// that have nothing to do with each other are a good password.
constexpr std::size_t least_own_characters = 4;
constexpr std::size_t many_words = 4;
constexpr std::size_t least_distinct_characters = 5;

constexpr std::array well_known = {
    "password", "passwort", "passw0rd", "p@ssw0rd", "p@ssword", "pa55word", "passphrase", "pass",     "word",     "secret",   "letmein",
    "welcome",  "willkommen", "admin",  "administrator", "root",  "login",     "logon",    "signin",   "user",     "staff",    "office",
    "practice", "therapy",  "therapist", "counseling", "counselling", "clinic", "doctor",  "frontdesk", "frontoffice", "desk",  "change",
    "changeme", "default",  "test",     "testing",  "demo",       "guest",     "master",   "monkey",   "dragon",   "shadow",   "sunshine",
    "princess", "football", "baseball", "basketball", "soccer",   "hockey",    "superman", "batman",   "spiderman", "pokemon", "starwars",
    "trustno",  "whatever", "freedom",  "iloveyou", "loveyou",    "love",      "lovely",   "flower",   "summer",   "winter",   "spring",
    "autumn",   "january",  "february", "march",    "april",      "june",      "july",     "august",   "september", "october", "november",
    "december", "monday",   "tuesday",  "wednesday", "thursday",  "friday",    "saturday", "sunday",   "hello",    "hallo",    "computer",
    "internet", "google",   "michael",  "jennifer", "jordan",     "michelle",  "charlie",  "ashley",   "jessica",  "daniel",   "thomas",
    "andrew",   "cookie",   "cheese",   "banana",   "orange",     "purple",    "ginger",   "pepper",   "chocolate", "mustang", "ferrari",
    "harley",   "ranger",   "killer",   "hunter",   "access",     "matrix",    "ninja",    "security", "private",  "the",      "and",
    "correcthorsebatterystaple", "correct horse battery staple", "correct-horse-battery-staple", "qwerty",   "azerty",   "qwertz",   "asdf",
    "zxcv",     "qwe",      "asd",      "zxc",     "1q2w3e4r", "q1w2e3r4", "1qaz2wsx", "zaq12wsx",   "qazwsx",    "qweasd",   "5t6y7u8i", "3edc4rfv", "bienvenido", "contrasena"};

constexpr std::array key_rows = {"qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "!@#$%^&*()"};

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium can't be initialised");
}

// Continuation bytes of UTF-8 don't count.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U; }

// Words of four bytes or more, and the whole without what stands between them ("harbortherapy").
void add_words(std::vector<std::string>& words, std::string_view text) {
  std::string word;
  std::string whole;
  const auto close = [&] {
    if (word.size() >= 4) words.push_back(word);
    whole += word;
    word.clear();
  };
  for (const char c : lower(text)) {
    if (is_letter_or_digit(c)) {
      word += c;
    } else {
      close();
    }
  }
  close();
  if (whole.size() >= 4) words.push_back(std::move(whole));
}

// Length of the run at the start of `text` whose characters all differ from the one before by `step`.
std::size_t run_of_step(std::string_view text, int step) {
  std::size_t length = 1;
  while (length < text.size() && text[length] - text[length - 1] == step) ++length;
  return length;
}

std::size_t run_on_keys(std::string_view text) {
  std::size_t best = 0;
  for (const std::string_view row : key_rows) {
    const std::string backwards(row.rbegin(), row.rend());
    for (const std::string_view keys : {row, std::string_view(backwards)}) {
      const auto from = keys.find(text.front());
      if (from == std::string_view::npos) continue;
      std::size_t length = 0;
      while (length < text.size() && from + length < keys.size() && text[length] == keys[from + length]) ++length;
      best = std::max(best, length);
    }
  }
  return best;
}

bool is_year(std::string_view text) {
  if (text.size() < 4 || !(text.starts_with("19") || text.starts_with("20"))) return false;
  return text[2] >= '0' && text[2] <= '9' && text[3] >= '0' && text[3] <= '9';
}

std::size_t word_length(std::string_view text, const std::vector<std::string>& words) {
  std::size_t best = 0;
  for (const std::string& word : words) {
    if (word.size() > best && text.starts_with(word)) best = word.size();
  }
  return best;
}

// How much at the start of `text` is well known; 0 where the first character is the writer's own.
std::size_t well_known_length(std::string_view text, const std::vector<std::string>& words) {
  std::size_t best = word_length(text, words);
  for (const int step : {0, 1, -1}) {
    const std::size_t length = run_of_step(text, step);
    if (length >= 3) best = std::max(best, length);
  }
  if (const std::size_t length = run_on_keys(text); length >= 4) best = std::max(best, length);
  if (is_year(text)) best = std::max<std::size_t>(best, 4);
  return best;
}

bool repeats_itself(std::string_view text) {
  for (std::size_t period = 1; period <= 8 && period * 2 <= text.size(); ++period) {
    bool all = true;
    for (std::size_t i = period; all && i < text.size(); ++i) all = text[i] == text[i - period];
    if (all) return true;
  }
  return false;
}

bool is_too_common(std::string_view password, const std::vector<std::string>& about) {
  const std::string text = lower(password);
  std::string distinct = text;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  if (distinct.size() < least_distinct_characters || repeats_itself(text)) return true;

  const std::vector<std::string> words(well_known.begin(), well_known.end());
  std::vector<std::string> own_words;
  for (const std::string& one : about) add_words(own_words, one);
  std::size_t own = 0;
  std::set<std::string_view> parts;
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = std::string_view(text).substr(i);
    const std::size_t of_account = word_length(rest, own_words);
    const std::size_t known = std::max(of_account, well_known_length(rest, words));
    if (known == 0 && is_letter_or_digit(text[i])) ++own;
    if (known >= 4 && of_account == 0) parts.insert(rest.substr(0, known));
    i += std::max<std::size_t>(known, 1);
  }
  return own < least_own_characters && parts.size() < many_words;
}

}  // namespace

std::optional<PasswordProblem> password_problem(const Sensitive<std::string>& password, const std::vector<std::string>& about) {
  const std::size_t length = characters(password.reveal());
  if (length < least_password_characters) return PasswordProblem::too_short;
  if (length > most_password_characters) return PasswordProblem::too_long;
  if (is_too_common(password.reveal(), about)) return PasswordProblem::too_common;
  return std::nullopt;
}

std::string hash_password(const Sensitive<std::string>& password) {
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const std::string& text = password.reveal();
  if (crypto_pwhash_str_alg(hash.data(), text.data(), text.size(), passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) throw std::bad_alloc();
  return hash.data();
}

bool is_password(const Sensitive<std::string>& password, const std::string& hash) {
  start_sodium();
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  std::copy(hash.begin(), hash.end(), padded.begin());
  const std::string& text = password.reveal();
  return crypto_pwhash_str_verify(padded.data(), text.data(), text.size()) == 0;
}

bool is_password_of_nobody(const Sensitive<std::string>& password) {
  // The answer is thrown away: even the right one would open nothing.
  (void)is_password(password, nobodys_hash);
  return false;
}

bool is_outdated_hash(const std::string& hash) {
  start_sodium();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), passes, memory_bytes) != 0;
}

}  // namespace frontdesk
