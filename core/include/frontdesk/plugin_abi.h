/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef FRONTDESK_PLUGIN_ABI_H
#define FRONTDESK_PLUGIN_ABI_H

/* The handshake in C, frozen: it is read before any C++ crosses. A plugin exports one symbol,
 *
 *     const frontdesk_plugin_descriptor *frontdesk_plugin_entry(void);
 *
 * which returns a constant that lives as long as the plugin is loaded (owned by the plugin). It must not throw. */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The plugin interface: majors never mix; a plugin's minor may be at most the host's. */
#define FRONTDESK_API_MAJOR 1
#define FRONTDESK_API_MINOR 0

typedef struct frontdesk_plugin_descriptor {
  uint32_t struct_size; /* sizeof(frontdesk_plugin_descriptor) where the plugin was built */
  uint16_t api_major;
  uint16_t api_minor;
  const char *build_tag; /* FRONTDESK_BUILD_TAG of the headers it was built with; must equal the host's */
  const char *id;        /* [a-z][a-z0-9_]{0,31}, the name of its folder */
  const char *version;   /* of the plugin, for people */
  const char *title;     /* for people */
  void *(*create)(void); /* a frontdesk::Plugin*, owned by the caller; NULL when it can't */
  void (*destroy)(void *plugin);
} frontdesk_plugin_descriptor;

typedef const frontdesk_plugin_descriptor *(*frontdesk_plugin_entry_function)(void);

#define FRONTDESK_PLUGIN_ENTRY_NAME "frontdesk_plugin_entry"

#ifdef __cplusplus
}
#endif

#endif
