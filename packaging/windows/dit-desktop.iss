; SPDX-License-Identifier: Apache-2.0
; The installer for Windows, made with Inno Setup 6.3 or later from the folder that `python dev.py package` leaves in dist\.
; Written against the documentation of Inno Setup. NOT YET RUN on Windows.
;
;   iscc /DVersion=0.1.0 packaging\windows\dit-desktop.iss
;   iscc /DVersion=0.1.0 /DSigned "/Sdit=signtool sign /fd sha256 /tr URL /td sha256 /n $qNAME$q $f" packaging\windows\dit-desktop.iss
;
; URL is the time stamp server of whoever issued the certificate, NAME its subject. Neither stands in a file.

#ifndef Version
  #error Tell the version: /DVersion=...
#endif

; x64compatible also runs under emulation on ARM; a build made on ARM is for ARM alone.
#ifndef Machine
  #define Machine "x64"
#endif
#if Machine == "arm64"
  #define Allowed "arm64"
#else
  #define Allowed "x64compatible"
#endif

[Setup]
; The name under which Windows remembers the installation; it never changes.
AppId={{6E0B3B8E-9B0D-4D0C-8A57-1D6E3A2F4C19}
AppName=DIT Desktop
AppVersion={#Version}
AppVerName=DIT Desktop {#Version}
AppPublisher=The DIT Desktop authors
VersionInfoVersion={#Version}
VersionInfoProductName=DIT Desktop
VersionInfoDescription=Installs DIT Desktop
VersionInfoCopyright=Apache License 2.0
SourceDir=..\..
OutputDir=dist\installer
OutputBaseFilename=DIT-Desktop-{#Version}-{#Machine}
SetupIconFile=packaging\icons\dit-desktop.ico
UninstallDisplayIcon={app}\DIT Desktop.exe
UninstallDisplayName=DIT Desktop
LicenseFile=LICENSE
; For this person only: no administrator is asked, and nobody else's account is touched.
PrivilegesRequired=lowest
DefaultDirName={autopf}\DIT Desktop
DisableProgramGroupPage=yes
DisableDirPage=auto
; The program is asked to close, which saves; it is never killed.
CloseApplications=yes
RestartApplications=no
ArchitecturesAllowed={#Allowed}
ArchitecturesInstallIn64BitMode={#Allowed}
MinVersion=10.0.17763
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
#ifdef Signed
SignTool=dit
SignedUninstaller=yes
#endif

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not must not be found by it.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
#ifdef Signed
Source: "dist\dit-desktop\*.exe"; DestDir: "{app}"; Flags: ignoreversion sign
#else
Source: "dist\dit-desktop\*.exe"; DestDir: "{app}"; Flags: ignoreversion
#endif
Source: "dist\dit-desktop\_internal\*"; DestDir: "{app}\_internal"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\DIT Desktop"; Filename: "{app}\DIT Desktop.exe"
Name: "{autodesktop}\DIT Desktop"; Filename: "{app}\DIT Desktop.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\DIT Desktop.exe"; Description: "{cm:LaunchProgram,DIT Desktop}"; Flags: nowait postinstall skipifsilent

; There is no [UninstallDelete]: what was not installed stays. The practice lies in {localappdata}\DIT Desktop, the
; program in {localappdata}\Programs\DIT Desktop, and removing the program leaves every record where it was.
[Messages]
ConfirmUninstall=Remove %1 from this account?%n%nYour practice stays where it is: only the program is removed.
