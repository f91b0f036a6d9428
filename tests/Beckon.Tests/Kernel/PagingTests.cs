using Beckon.Kernel;

namespace Beckon.Tests.Kernel;

public sealed class PagingTests
{
    private static readonly Guid Id = Guid.Parse("0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

    [Fact]
    public void A_cursor_brings_back_what_it_was_made_of()
    {
        var time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, 456, TimeSpan.Zero);

        Cursor.TryParse(new Cursor(Id, "zoë / x").ToString()).ShouldBe(new Cursor(Id, "zoë / x"));
        Cursor.TryParse(new Cursor(Id, time).ToString())!.Time.ShouldBe(time.UtcDateTime);
        Cursor.TryParse(new Cursor(Id, 12.50m).ToString())!.Number.ShouldBe(12.50m);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("not base 64!")]
    public void What_is_no_cursor_is_refused(string text) => Cursor.TryParse(text).ShouldBeNull();

    [Fact]
    public void A_cursor_of_another_list_is_harmless() => new Cursor(Id, "ada").Time.ShouldBe(DateTime.UnixEpoch);

    [Fact]
    public void Another_page_is_promised_only_when_there_is_one()
    {
        var paging = Paging.Read(2, null, new Faults());
        var (first, second, third) = (new Cursor(Id, "1"), new Cursor(Id, "2"), new Cursor(Id, "3"));

        paging.Of([first, second, third], row => row.Sort, row => row).ShouldSatisfyAllConditions(
            page => page.Items.ShouldBe(["1", "2"]),
            page => page.NextCursor.ShouldBe(second.ToString()));
        paging.Of([first, second], row => row.Sort, row => row).NextCursor.ShouldBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public void A_page_has_1_to_200_rows(int limit)
    {
        var faults = new Faults();
        Paging.Read(limit, null, faults);
        faults.ToErrors().Keys.ShouldBe(["limit"]);
    }

    [Fact]
    public void The_first_id_of_a_moment_sorts_before_all_made_in_it_and_after_all_made_before()
    {
        var moment = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var first = Ids.First(moment)!.Value.ToString();

        string.CompareOrdinal(first, Guid.CreateVersion7(moment).ToString()).ShouldBeLessThan(0);
        string.CompareOrdinal(first, Guid.CreateVersion7(moment.AddMilliseconds(-1)).ToString()).ShouldBeGreaterThan(0);
    }
}
