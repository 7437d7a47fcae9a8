#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the disk image from the bundle that `python dev.py package` leaves in dist/, signs and notarises it.
# Written against the documentation of codesign, hdiutil, notarytool and stapler. NOT YET RUN on macOS.
#
#   packaging/macos/make-dmg.sh                       an unsigned image, to try things out
#   DIT_CODESIGN_IDENTITY="Developer ID Application: NAME (TEAM)" DIT_NOTARY_PROFILE=dit packaging/macos/make-dmg.sh
#
# `dev.py package` must have seen the same DIT_CODESIGN_IDENTITY: PyInstaller signs every library from the inside out,
# with the hardened runtime and entitlements.plist. The notary's account is kept in the key chain, never in a file:
#   xcrun notarytool store-credentials dit
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' dit_desktop/version.py)
bundle="dist/DIT Desktop.app"
image="dist/DIT-Desktop-$version-$(uname -m).dmg"
identity=${DIT_CODESIGN_IDENTITY:-}
profile=${DIT_NOTARY_PROFILE:-}

[ -d "$bundle" ] || { echo "There is no $bundle: run python dev.py package first." >&2; exit 1; }

if [ -n "$identity" ]; then
    codesign --verify --deep --strict --verbose=2 "$bundle"
    # The second line of a hardened signature says: flags=0x10000(runtime)
    codesign --display --verbose=2 "$bundle" 2>&1 | grep -q "(runtime)"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$bundle" "$folder/"
ln -s /Applications "$folder/Applications"
cp LICENSE "$folder/"
rm -f "$image"
hdiutil create -volname "DIT Desktop" -srcfolder "$folder" -fs HFS+ -format UDZO "$image"

if [ -n "$identity" ]; then
    codesign --sign "$identity" --timestamp "$image"
fi
if [ -n "$profile" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$profile" --wait
    xcrun stapler staple "$image"
    xcrun stapler validate "$image"
    spctl --assess --type open --context context:primary-signature --verbose=2 "$image"
fi
echo "$image"
