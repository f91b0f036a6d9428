using Beckon.Contacts;

namespace Beckon.Tests.Contacts;

public sealed class ContactSearchTests
{
    [Theory]
    [InlineData("0942 58", "+094258,+38094258")]
    [InlineData("+380 94", "+38094")]
    [InlineData("00380-94", "+38094")]
    [InlineData("12", "")]
    [InlineData("12a", "")]
    public void Takes_digits_for_the_beginning_of_a_phone_number(string text, string expected) =>
        string.Join(',', ContactSearch.Parse(text, "380")!.Identifiers.Where(one => one[0] == '+' && one != text)).ShouldBe(expected);

    [Fact]
    public void Keeps_the_spelling_of_a_customer_id_beside_the_lower_case_of_an_address() =>
        ContactSearch.Parse(" LP-77 ", "1")!.Identifiers.ShouldBe(["lp-77", "LP-77"]);

    [Fact]
    public void Splits_a_whole_name_at_its_last_space()
    {
        var search = ContactSearch.Parse("Anna Maria Lopez", "1")!;

        (search.First, search.Last).ShouldBe(("anna maria", "lopez"));
        ContactSearch.Parse("Anna", "1")!.First.ShouldBeNull();
    }

    [Fact]
    public void Nothing_searches_for_nobody() => ContactSearch.Parse("  ", "1").ShouldBeNull();
}
