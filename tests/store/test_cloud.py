from pathlib import PurePosixPath, PureWindowsPath

import pytest

from trialkit.store.cloud import NETWORK_SHARE, risky_folder

MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0\n"
    "palvelin:/hanke /mnt/hanke nfs4 rw 0 0\n"
    "//palvelin/oma /media/oma\\040levy cifs rw 0 0\n"
    "/dev/sdb1 /mnt/hanke/paikallinen ext4 rw 0 0\n"
)


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        (PureWindowsPath(r"C:\Users\maija\OneDrive - Nivala\kokeilut"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\maija\Dropbox (Oma)\kokeilut"), "Dropbox"),
        (PureWindowsPath(r"G:\My Drive\kokeilut"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\maija\iCloudDrive\kokeilut"), "iCloud"),
        (PurePosixPath("/Users/maija/Library/CloudStorage/OneDrive-Nivala/k"), "OneDrive"),
        (PurePosixPath("/Users/maija/Library/CloudStorage/GoogleDrive-m@n.fi/k"), "Google Drive"),
        (PurePosixPath("/Users/maija/Library/Mobile Documents/com~apple~CloudDocs"), "iCloud"),
        (PurePosixPath("/home/maija/Nextcloud/kokeilut"), "Nextcloud"),
        (PureWindowsPath(r"\\palvelin\hanke\kokeilut"), NETWORK_SHARE),
        (PurePosixPath("//palvelin/hanke/kokeilut"), NETWORK_SHARE),
        (PurePosixPath("/mnt/hanke/kokeilut"), NETWORK_SHARE),
        (PurePosixPath("/media/oma levy/kokeilut"), NETWORK_SHARE),
        (PurePosixPath("/mnt/hanke/paikallinen/kokeilut"), None),
        (PurePosixPath("/home/maija/kokeilut"), None),
        (PureWindowsPath(r"C:\Users\maija\Documents\dropboxes"), None),
    ],
    ids=str,
)
def test_a_folder_that_is_synced_or_shared_is_named(folder, drive):
    assert risky_folder(folder, environment={}, mounts=MOUNTS) == drive


def test_onedrive_may_have_any_name_that_windows_tells(tmp_path):
    told = {"OneDriveCommercial": r"D:\Yhteiset"}

    found = risky_folder(PureWindowsPath(r"D:\Yhteiset\kokeilut"), environment=told, mounts="")

    assert found == "OneDrive"
