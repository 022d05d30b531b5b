"""Prints the name of every file below a folder that any process opens: `opened.py FOLDER`.

The kernel tells (inotify), so no browser can open a file unseen. A line "watching" comes first.
"""

import ctypes
import os
import struct
import sys

IN_OPEN = 0x20
IN_ISDIR = 0x40000000
HEADER = struct.Struct("iIII")

libc = ctypes.CDLL(None, use_errno=True)


def main():
    watch = libc.inotify_init()
    folders = {}
    for folder, _, _ in os.walk(sys.argv[1]):
        folders[libc.inotify_add_watch(watch, os.fsencode(folder), IN_OPEN)] = folder
    print("watching", flush=True)
    while True:
        events = os.read(watch, 1 << 16)
        while events:
            descriptor, mask, _, length = HEADER.unpack_from(events)
            name = events[HEADER.size : HEADER.size + length].rstrip(b"\0").decode()
            events = events[HEADER.size + length :]
            if name and not mask & IN_ISDIR:
                print(os.path.join(folders[descriptor], name), flush=True)


main()
