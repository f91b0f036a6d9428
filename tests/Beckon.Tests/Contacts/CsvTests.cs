using System.Text;
using Beckon.Contacts.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Contacts;

public sealed class CsvTests
{
    [Theory]
    [InlineData("a,b\r\n1,2\r\n", "a|b / 1|2")]
    [InlineData("a,b\n\n1,2", "a|b / 1|2")]
    [InlineData("a,b\r1,2\r", "a|b / 1|2")]
    [InlineData("\"a,\"\"x\"\"\nb\",c", "a,\"x\"\nb|c")]
    [InlineData("a \"quoted\" word,b", "a \"quoted\" word|b")]
    [InlineData(",,", "||")]
    [InlineData("\"\"", "")]
    [InlineData("a,\"b\"x,c", "a|bx|c")]
    public async Task Reads_cells_in_quotes_and_lines_that_end_in_any_way(string text, string rows) =>
        string.Join(" / ", (await ReadAsync(text)).Select(row => string.Join('|', row))).ShouldBe(rows);

    [Fact]
    public async Task Says_in_which_row_a_quote_is_never_closed() =>
        (await Should.ThrowAsync<CsvFaultException>(() => ReadAsync("a,b\n1,\"2\n3,4\n"))).Message.ShouldStartWith("Row 2:");

    [Fact]
    public void What_is_written_is_read_back()
    {
        var cells = ArbMap.Default.ArbFor<string>().Generator.Select(text => (text ?? "").Replace("\0", "", StringComparison.Ordinal));
        Prop.ForAll(Gen.NonEmptyListOf(cells).ToArbitrary(), row =>
        {
            var text = new StringBuilder();
            CsvWriter.Append(text, [.. row, "end"]);
            var read = ReadAsync(text.ToString()).GetAwaiter().GetResult();
            read.Count.ShouldBe(1);
            read[0].Select(CsvWriter.Restore).ShouldBe([.. row.Select(CsvWriter.Restore), "end"]);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("+15550101234", "+15550101234")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("-", "'-")]
    [InlineData("a=b", "a=b")]
    public void A_formula_is_defused_and_a_number_left_alone(string text, string written) => CsvWriter.Defuse(text).ShouldBe(written);

    [Theory]
    [InlineData("a,b;c\n1,2;3\n", ',')]
    [InlineData("a;b\n1,5;2,5\n", ';')]
    [InlineData("a\tb,c\td\n1\t2\t3\n", '\t')]
    [InlineData("email\nada@example.com\n", ',')]
    [InlineData("\"a;b;c\",d\n\"e;f;g\",h\n", ',')]
    public void Finds_the_delimiter(string text, char delimiter) => CsvShape.Of(Encoding.UTF8.GetBytes(text), isUtf8: true).Delimiter.ShouldBe(delimiter);

    [Theory]
    [InlineData("plain", true)]
    [InlineData("zoë ångström 日本語 🌍", true)]
    [InlineData("zo\u00EB", false)]
    public void Sees_what_is_UTF8_however_it_is_cut(string text, bool isUtf8)
    {
        var bytes = isUtf8 ? Encoding.UTF8.GetBytes(text) : Encoding.Latin1.GetBytes(text + " and more");
        for (var size = 1; size <= bytes.Length; size++)
        {
            var check = new Utf8Check();
            foreach (var piece in bytes.Chunk(size)) check.Add(piece);
            check.End().ShouldBe(isUtf8, $"{text} in pieces of {size}");
        }
    }

    private static async Task<List<string[]>> ReadAsync(string text)
    {
        using var csv = new CsvReader(new StringReader(text), ',');
        var rows = new List<string[]>();
        while (await csv.ReadAsync(CancellationToken.None) is { } row) rows.Add(row);
        return rows;
    }
}
