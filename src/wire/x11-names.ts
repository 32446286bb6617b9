// X Window System Protocol, appendix B.
/** Requests, from opcode 1. */
export const REQUESTS: readonly string[] = (
  'CreateWindow ChangeWindowAttributes GetWindowAttributes DestroyWindow DestroySubwindows ' +
  'ChangeSaveSet ReparentWindow MapWindow MapSubwindows UnmapWindow ' +
  'UnmapSubwindows ConfigureWindow CirculateWindow GetGeometry QueryTree ' +
  'InternAtom GetAtomName ChangeProperty DeleteProperty GetProperty ' +
  'ListProperties SetSelectionOwner GetSelectionOwner ConvertSelection SendEvent ' +
  'GrabPointer UngrabPointer GrabButton UngrabButton ChangeActivePointerGrab ' +
  'GrabKeyboard UngrabKeyboard GrabKey UngrabKey AllowEvents ' +
  'GrabServer UngrabServer QueryPointer GetMotionEvents TranslateCoordinates ' +
  'WarpPointer SetInputFocus GetInputFocus QueryKeymap OpenFont ' +
  'CloseFont QueryFont QueryTextExtents ListFonts ListFontsWithInfo ' +
  'SetFontPath GetFontPath CreatePixmap FreePixmap CreateGC ' +
  'ChangeGC CopyGC SetDashes SetClipRectangles FreeGC ' +
  'ClearArea CopyArea CopyPlane PolyPoint PolyLine ' +
  'PolySegment PolyRectangle PolyArc FillPoly PolyFillRectangle ' +
  'PolyFillArc PutImage GetImage PolyText8 PolyText16 ' +
  'ImageText8 ImageText16 CreateColormap FreeColormap CopyColormapAndFree ' +
  'InstallColormap UninstallColormap ListInstalledColormaps AllocColor AllocNamedColor ' +
  'AllocColorCells AllocColorPlanes FreeColors StoreColors StoreNamedColor ' +
  'QueryColors LookupColor CreateCursor CreateGlyphCursor FreeCursor ' +
  'RecolorCursor QueryBestSize QueryExtension ListExtensions ChangeKeyboardMapping ' +
  'GetKeyboardMapping ChangeKeyboardControl GetKeyboardControl Bell ChangePointerControl ' +
  'GetPointerControl SetScreenSaver GetScreenSaver ChangeHosts ListHosts ' +
  'SetAccessControl SetCloseDownMode KillClient RotateProperties ForceScreenSaver ' +
  'SetPointerMapping GetPointerMapping SetModifierMapping GetModifierMapping'
).split(' ');

/** Events, from code 2. */
export const EVENTS: readonly string[] = (
  'KeyPress KeyRelease ButtonPress ButtonRelease MotionNotify ' +
  'EnterNotify LeaveNotify FocusIn FocusOut KeymapNotify ' +
  'Expose GraphicsExpose NoExpose VisibilityNotify CreateNotify ' +
  'DestroyNotify UnmapNotify MapNotify MapRequest ReparentNotify ' +
  'ConfigureNotify ConfigureRequest GravityNotify ResizeRequest CirculateNotify ' +
  'CirculateRequest PropertyNotify SelectionClear SelectionRequest SelectionNotify ' +
  'ColormapNotify ClientMessage MappingNotify GenericEvent'
).split(' ');

/** Errors by code. */
export const ERRORS: readonly string[] = (
  'Success BadRequest BadValue BadWindow BadPixmap ' +
  'BadAtom BadCursor BadFont BadMatch BadDrawable ' +
  'BadAccess BadAlloc BadColor BadGC BadIDChoice ' +
  'BadName BadLength BadImplementation'
).split(' ');
