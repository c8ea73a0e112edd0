// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plugin/board.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <system_error>

namespace frontdesk {

static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "the board is shared between processes and read in signal handlers");

namespace {

thread_local Board* board_of_thread = nullptr;
thread_local Board::Slot* slot_of_thread = nullptr;

[[noreturn]] void throw_last(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

Board* mapped(int descriptor, int flags) {
  void* memory = ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, flags, descriptor, 0);
  if (memory == MAP_FAILED) throw_last("mapping the plugin board");
  return static_cast<Board*>(memory);
}

void on_crash(int signal) {
  if (slot_of_thread != nullptr) slot_of_thread->crashed_by_signal.store(signal, std::memory_order_release);
  // The handler was reset when it ran: the signal now ends the process as it would have.
  ::raise(signal);
}

}  // namespace

void SharedName::set(std::string_view name) noexcept {
  std::array<std::uint64_t, 4> words{};
  if (!name.empty()) std::memcpy(words.data(), name.data(), std::min(name.size(), sizeof words));
  for (std::size_t i = 0; i < words.size(); ++i) words_[i].store(words[i], std::memory_order_relaxed);
}

std::string SharedName::get() const {
  std::array<char, 33> text{};
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::uint64_t word = words_[i].load(std::memory_order_relaxed);
    std::memcpy(text.data() + i * sizeof word, &word, sizeof word);
  }
  return text.data();
}

Board* Board::make_private() { return new (mapped(-1, MAP_PRIVATE | MAP_ANONYMOUS)) Board(); }

Board* Board::make_shared(int& descriptor) {
  descriptor = ::memfd_create("frontdesk-board", MFD_CLOEXEC);
  if (descriptor < 0 || ::ftruncate(descriptor, sizeof(Board)) != 0) throw_last("making the plugin board");
  return new (mapped(descriptor, MAP_SHARED)) Board();
}

Board* Board::attach(int descriptor) { return mapped(descriptor, MAP_SHARED); }

Board::Slot& Board::mine() noexcept {
  if (board_of_thread != this) {
    board_of_thread = this;
    // Processes follow one another on the same board: the oldest slots are taken again, when their threads are long gone.
    const auto taken = slots_taken_.fetch_add(1, std::memory_order_relaxed);
    slot_of_thread = &slots_[taken % most_threads];
    slot_of_thread->plugin.set({});
    slot_of_thread->phase.store(0, std::memory_order_relaxed);
    slot_of_thread->crashed_by_signal.store(0, std::memory_order_relaxed);
  }
  return *slot_of_thread;
}

std::vector<std::string> Board::charge_crashes() {
  std::vector<std::string> charged;
  for (Slot& slot : slots_) {
    if (slot.crashed_by_signal.exchange(0, std::memory_order_acquire) == 0) continue;
    const std::string plugin = slot.plugin.get();
    if (plugin.empty()) continue;
    charge(plugin, static_cast<Phase>(slot.phase.load(std::memory_order_relaxed)));
    charged.push_back(plugin);
  }
  return charged;
}

void Board::charge(std::string_view plugin, Phase phase) {
  Account* account = account_of(plugin);
  if (account == nullptr) return;
  account->last_phase.store(static_cast<std::uint32_t>(phase), std::memory_order_relaxed);
  account->crashes.fetch_add(1, std::memory_order_release);
}

void Board::forgive_all() noexcept {
  for (Account& account : accounts_) account.crashes.store(0, std::memory_order_relaxed);
}

Board::Account* Board::account_of(std::string_view plugin) noexcept {
  for (Account& account : accounts_) {
    if (account.plugin.is_empty()) account.plugin.set(plugin);
    if (account.plugin.get() == plugin) return &account;
  }
  return nullptr;
}

const Board::Account* Board::find_account(std::string_view plugin) const {
  for (const Account& account : accounts_) {
    if (!account.plugin.is_empty() && account.plugin.get() == plugin) return &account;
  }
  return nullptr;
}

std::uint32_t Board::crashes_of(std::string_view plugin) const {
  const Account* account = find_account(plugin);
  return account == nullptr ? 0 : account->crashes.load(std::memory_order_acquire);
}

bool Board::is_quarantined(std::string_view plugin) const { return crashes_of(plugin) >= crashes_to_quarantine; }

Board::Phase Board::last_phase_of(std::string_view plugin) const {
  const Account* account = find_account(plugin);
  return account == nullptr ? Phase::idle : static_cast<Phase>(account->last_phase.load(std::memory_order_relaxed));
}

std::vector<std::string> Board::quarantined() const {
  std::vector<std::string> plugins;
  for (const Account& account : accounts_) {
    if (!account.plugin.is_empty() && account.crashes.load(std::memory_order_acquire) >= crashes_to_quarantine) plugins.push_back(account.plugin.get());
  }
  return plugins;
}

RunningPlugin::RunningPlugin(Board* board, std::string_view plugin, Board::Phase phase) noexcept {
  if (board == nullptr) return;
  slot_ = &board->mine();
  before_ = slot_->plugin.get();
  phase_before_ = slot_->phase.load(std::memory_order_relaxed);
  slot_->plugin.set(plugin);
  slot_->phase.store(static_cast<std::uint32_t>(phase), std::memory_order_relaxed);
}

RunningPlugin::~RunningPlugin() {
  if (slot_ == nullptr) return;
  slot_->plugin.set(before_);
  slot_->phase.store(phase_before_, std::memory_order_relaxed);
}

void mark_crashes_on(Board* board) {
  if (board == nullptr) return;
  struct sigaction action {};
  action.sa_handler = on_crash;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::sigaction(signal, &action, nullptr);
}

void use_crash_stack() {
  // A stack that overflowed can't run the handler; this one lives as long as the thread's process.
  static constexpr std::size_t size = 64 * 1024;
  stack_t stack{};
  stack.ss_sp = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack.ss_sp == MAP_FAILED) return;
  stack.ss_size = size;
  ::sigaltstack(&stack, nullptr);
}

}  // namespace frontdesk
