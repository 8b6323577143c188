/** Extensions of files with which SES refuses the whole mail ("Unsupported attachment types" in its guide). */
const REFUSED_EXTENSIONS: ReadonlySet<string> = new Set(
  [
    'ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk',
    'mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh1xml msh2 msh2xml mshxml msi',
    'msp mst ops pcd pif plg prf prg ps1 ps1xml ps2 ps2xml psc1 psc2 reg scf scr sct shb shs sys tmp url',
    'vb vbe vbs vps vsmacros vss vst vsw vxd ws wsc wsf wsh xnk',
  ].flatMap((line) => line.split(' ')),
);

/** What stands behind the last dot. Blanks and dots at the end are no part of a name to Windows. */
const EXTENSION = /\.([^. ]{1,8})[. ]*$/;

/** Whether SES refuses a mail to which a file of this name is attached. */
export const isRefusedFile = (filename: string): boolean =>
  REFUSED_EXTENSIONS.has(EXTENSION.exec(filename)?.[1]?.toLowerCase() ?? '');
