"""Makes the workbooks of this folder: what a spreadsheet program saves, for tests that must do without one.

    python3 tests/corpus/make.py TIERONE

needs LibreOffice 7.4 or later with its Python (Debian: libreoffice-calc, python3-uno) and the program that is tested. The list
is typed into LibreOffice and saved in each of its formats. A draw of that list is filled in, wholly or half, and saved again as
checkers would. LibreOffice reads .xlsb and does not write it, so that one is put together here from its records, and
LibreOffice has to read the same cells of it as of the list.
"""

import os, struct, subprocess, sys, tempfile, time, zipfile
import uno
from com.sun.star.beans import PropertyValue

HERE = os.path.dirname(os.path.abspath(__file__))
XLSX, ODS, XLS, CSV = "Calc MS Excel 2007 XML", "calc8", "MS Excel 97", "Text - txt - csv (StarCalc)"

HEADER = ["SR No", "Work type", "Handled by", "Team", "Date closed", "Assessment"]
ROWS = [
    ["SR0001", "Change of Income", "Ann Smith", "North", "2026-07-01", 1250.5],
    ["SR0002", "Application", "=Bo", "North", "2026-07-02", 980],
    ["SR0003", "Change of Income", "", "South", "2026-07-14", 0],
    ["SR0004", "Application", "Zoë Noël", "South", "2026-07-15", 1310.25],
    None,
    ["SR0005", "Change of Income", "Ann Smith", "North", "2026-07-30", 77],
    ["SR0006", "Application", "Bo Li", "West", "2026-07-31", 2000],
]


def setting(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def url(path):
    return "file://" + os.path.abspath(path)


class Office:
    def __enter__(self):
        accept = "--accept=pipe,name=tierone;urp;"
        self.process = subprocess.Popen(["soffice", "--headless", "--norestore", accept], stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(120):
            try:
                context = resolver.resolve("uno:pipe,name=tierone;urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.5)
        self.desk = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        return self

    def __exit__(self, *_):
        try:
            self.desk.terminate()
        finally:
            self.process.wait(60)

    def open(self, path):
        return self.desk.loadComponentFromURL(path, "_blank", 0, (setting("Hidden", True),))


def save(document, path, filter):
    document.storeToURL(url(os.path.join(HERE, path)), (setting("FilterName", filter),))


def typed(document):
    """The list under two titles, with a total that is a formula, and a sheet beside it."""
    sheets = document.Sheets
    sheets.getByIndex(0).Name = "July"
    sheets.insertNewByName("Notes", 1)
    sheets.getByName("Notes").getCellByPosition(0, 0).String = "number"
    sheet = sheets.getByName("July")
    cell = lambda column, row: sheet.getCellByPosition(column, row)
    cell(0, 0).String = "Decisions closed in July 2026"
    cell(0, 1).String = "Extract of the case system, pounds a year"
    for column, name in enumerate(HEADER):
        cell(column, 3).String = name
    formats, locale = document.NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale")
    key = lambda code: formats.queryKey(code, locale, False) if formats.queryKey(code, locale, False) >= 0 else formats.addNew(code, locale)
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row or []):
            place = cell(column, 4 + at)
            if column == 4:
                place.Formula = value
                place.NumberFormat = key("DD/MM/YYYY")
            elif column == 5:
                place.Value = value
                place.NumberFormat = key("[$£-809]#,##0.00")
            else:
                place.String = value
    last = 4 + len(ROWS)
    cell(0, last + 1).String = "Total"
    cell(5, last + 1).Formula = f"=SUM(F5:F{last})"
    cell(0, last + 3).String = "Generated on 12/08/2026 by J Smith"


def filled(document, half):
    """What a checker enters: an error in the third case; where it is half done, every other case and one outcome less."""
    sheet = document.Sheets.getByName("Checks to fill in")
    columns, column = {}, 0
    while sheet.getCellByPosition(column, 0).String:
        columns[sheet.getCellByPosition(column, 0).String] = column
        column += 1
    row = 1
    while sheet.getCellByPosition(0, row).String:
        for name, column in columns.items() if not half or row % 2 else ():
            cell = sheet.getCellByPosition(column, row)
            if name.startswith("outcome") and not (half and row == 5 and name.endswith("eff dates")):
                cell.String = "fail-income error" if row == 3 and name.endswith("income") else "pass"
            elif name == "overstated" and row == 3:
                cell.Value = 12.5
            elif name == "comment" and row == 3:
                cell.String = "-3 days: payslip of the wrong month & \"late\""
            elif name == "decision date":
                cell.Formula = f"2026-08-{row:02}"
            elif name == "corrections required":
                cell.String = "yes" if row == 3 else "no"
        row += 1


def variable(number):
    """A number of a record: seven bits a byte, the lowest first."""
    bytes = b""
    while number >= 128:
        bytes, number = bytes + struct.pack("B", number & 127 | 128), number >> 7
    return bytes + struct.pack("B", number)


def record(kind, data=b""):
    head = struct.pack("B", kind) if kind < 128 else struct.pack("BB", kind & 127 | 128, kind >> 7)
    return head + variable(len(data)) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path):
    """The list in binary records, as MS-XLSB names them: no titles, texts shared and in cells, days by their format."""
    texts, rows, day = [], [], lambda text: (time.mktime(time.strptime(text, "%Y-%m-%d")) - time.mktime(time.strptime("1999-12-31", "%Y-%m-%d"))) / 86400 + 36525
    for at, row in enumerate([HEADER] + [row for row in ROWS if row]):
        rows.append(record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0)))
        for column, value in enumerate(row):
            head = lambda style: struct.pack("<II", column, style)
            if value == "":
                continue
            if at > 0 and column == 4:
                rows.append(record(5, head(1) + struct.pack("<d", round(day(value)))))
            elif isinstance(value, str) and column in (0, 1):
                texts += [value] if value not in texts else []
                rows.append(record(7, head(0) + struct.pack("<I", texts.index(value))))
            elif isinstance(value, str):
                rows.append(record(6, head(0) + wide(value)))
            elif float(value).is_integer():
                rows.append(record(2, head(0) + struct.pack("<I", int(value) << 2 & 0xFFFFFFFF | 2)))
            else:
                rows.append(record(5, head(0) + struct.pack("<d", value)))
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relation = lambda id, kind, target: f'<Relationship Id="{id}" Type="{kinds}{kind}" Target="{target}"/>'
    relations = lambda inside: '<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + inside + "</Relationships>"
    kind = "application/vnd.ms-excel."
    override = lambda part, name: f'<Override PartName="/xl/{part}" ContentType="{kind}{name}"/>'
    xf = lambda parent, format: record(47, struct.pack("<HHHHHBBHBB", parent, format, 0, 0, 0, 0, 0, 0, 1, 0))
    parts = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        + override("worksheets/sheet1.bin", "worksheet") + override("sharedStrings.bin", "sharedStrings") + override("styles.bin", "styles") + "</Types>",
        "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": relations(relation("rId1", "worksheet", "worksheets/sheet1.bin") + relation("rId2", "sharedStrings", "sharedStrings.bin") + relation("rId3", "styles", "styles.bin")),
        "xl/workbook.bin": record(131) + record(153, struct.pack("<II", 0, 0) + wide("")) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("July")) + record(144) + record(132),
        "xl/worksheets/sheet1.bin": record(129) + record(148, struct.pack("<IIII", 0, len(ROWS) - 1, 0, 5)) + record(145) + b"".join(rows) + record(146) + record(130),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(texts), len(texts))) + b"".join(record(19, b"\0" + wide(text)) for text in texts) + record(160),
        "xl/styles.bin": record(278) + record(626, struct.pack("<I", 1)) + xf(0xFFFF, 0) + record(627) + record(617, struct.pack("<I", 2)) + xf(0, 0) + xf(0, 14) + record(618) + record(279),
    }
    with zipfile.ZipFile(os.path.join(HERE, path), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)


def main(tierone):
    os.makedirs(os.path.join(HERE, "books"), exist_ok=True)
    os.makedirs(os.path.join(HERE, "checks"), exist_ok=True)
    with Office() as office, tempfile.TemporaryDirectory() as scratch:
        list = office.open("private:factory/scalc")
        typed(list)
        for name, filter in ("list.xlsx", XLSX), ("list.ods", ODS), ("list.xls", XLS):
            save(list, "books/" + name, filter)
        xlsb("books/list.xlsb")
        list.close(True)
        document = office.open(url(os.path.join(HERE, "books/list.xlsb")))
        same = document.Sheets.getByName("July")
        cells = [[same.getCellByPosition(column, row).String for column in range(6)] for row in range(7)]
        expected = [HEADER] + [row for row in ROWS if row]
        for read, row in zip(cells, expected):
            assert read[:4] == row[:4], (read, row)
        assert [same.getCellByPosition(5, row).Value for row in range(1, 7)] == [row[5] for row in expected[1:]]
        assert same.getCellByPosition(4, 1).Value == 46204, "1 July 2026"
        document.close(True)

        draw = [tierone, "sample", "books/list.xlsx", "--method", "census", "--map", "value=Assessment", "--outcomes", "xlsx"]
        draw += ["--attributes", "income,effective-dates", "--out", os.path.join(scratch, "drawn")]
        subprocess.run(draw, cwd=HERE, check=True)
        for name in "drawn.csv", "audit.json":
            with open(os.path.join(scratch, "drawn", name)) as read, open(os.path.join(HERE, "checks", name), "w") as write:
                write.write(read.read())
        for half in False, True:
            book = office.open(url(os.path.join(scratch, "drawn", "outcomes.xlsx")))
            filled(book, half)
            name = "checks/half" if half else "checks/full"
            save(book, name + ".xlsx", XLSX)
            save(book, name + ".ods", ODS)
            if not half:
                save(book, name + ".xls", XLS)
            book.close(True)


main(os.path.abspath(sys.argv[1]))
