using Beckon.Accounts;
using Beckon.Kernel;

namespace Beckon.Tests.Kernel;

/// <summary>Numbers as people and shops write them.</summary>
public sealed class PhoneNumberTests
{
    [Theory]
    // International, whatever is around it.
    [InlineData("US", "+12065550123", "+12065550123")]
    [InlineData("US", " +1 (206) 555-0123 ", "+12065550123")]
    [InlineData("UA", "+1-206-555-0123", "+12065550123")]
    [InlineData("US", "(+44) 20 7946 0018", "+442079460018")]
    [InlineData("US", "+44 (0)20 7946 0018", "+442079460018")]
    [InlineData("US", "+49 (0) 151 23456789", "+4915123456789")]
    [InlineData("US", "tel:+1-206-555-0123", "+12065550123")]
    [InlineData("US", "tel:+1-206-555-0123;ext=17", "+12065550123")]
    [InlineData("JP", "＋８１ ３ １２３４ ５６７８", "+81312345678")]
    [InlineData("EG", "+٢٠ ١٠٠ ١٢٣ ٤٥٦٧", "+201001234567")]
    // A trunk prefix that stayed behind the code.
    [InlineData("RU", "+7 8 495 123-45-67", "+74951234567")]
    [InlineData("US", "+1 1 206 555 0123", "+12065550123")]
    [InlineData("MX", "+52 1 55 1234 5678", "+525512345678")]
    // What is dialled for abroad.
    [InlineData("UA", "00380942583691", "+380942583691")]
    [InlineData("FR", "00 44 20 7946 0018", "+442079460018")]
    [InlineData("US", "011 44 20 7946 0018", "+442079460018")]
    [InlineData("US", "0044 20 7946 0018", "+442079460018")]
    [InlineData("RU", "810 44 20 7946 0018", "+442079460018")]
    [InlineData("AU", "0011 1 206 555 0123", "+12065550123")]
    [InlineData("JP", "010-1-206-555-0123", "+12065550123")]
    // International without a sign.
    [InlineData("UA", "380942583691", "+380942583691")]
    [InlineData("US", "380942583691", "+380942583691")]
    [InlineData("GB", "447911123456", "+447911123456")]
    [InlineData("US", "12065550123", "+12065550123")]
    [InlineData("RU", "79161234567", "+79161234567")]
    // National, completed with the workspace's code.
    [InlineData("UA", "0942583691", "+380942583691")]
    [InlineData("UA", "067 123 45 67", "+380671234567")]
    [InlineData("UA", "942583691", "+380942583691")]
    [InlineData("UA", "8 (067) 123-45-67", "+380671234567")]
    [InlineData("US", "(206) 555-0123", "+12065550123")]
    [InlineData("US", "206.555.0123", "+12065550123")]
    [InlineData("US", "1-206-555-0123", "+12065550123")]
    [InlineData("CA", "1 (604) 555 0123", "+16045550123")]
    [InlineData("RU", "8 (495) 123-45-67", "+74951234567")]
    [InlineData("RU", "8-800-555-35-35", "+78005553535")]
    [InlineData("RU", "916 123 45 67", "+79161234567")]
    [InlineData("KZ", "8 701 123 45 67", "+77011234567")]
    [InlineData("BY", "8 029 123 45 67", "+375291234567")]
    [InlineData("BY", "80291234567", "+375291234567")]
    [InlineData("BY", "029 123 45 67", "+375291234567")]
    [InlineData("IT", "06 6982 1234", "+390669821234")]
    [InlineData("IT", "347 123 4567", "+393471234567")]
    [InlineData("IT", "+39 06 6982 1234", "+390669821234")]
    [InlineData("ES", "612 345 678", "+34612345678")]
    [InlineData("FR", "06 12 34 56 78", "+33612345678")]
    [InlineData("DE", "0151 / 2345 6789", "+4915123456789")]
    [InlineData("DE", "030 123456", "+4930123456")]
    [InlineData("GB", "07911 123456", "+447911123456")]
    [InlineData("HU", "06 30 123 4567", "+36301234567")]
    [InlineData("LT", "8 612 34567", "+37061234567")]
    [InlineData("LT", "0 612 34567", "+37061234567")]
    [InlineData("PL", "512 345 678", "+48512345678")]
    [InlineData("NO", "412 34 567", "+4741234567")]
    [InlineData("DK", "20 12 34 56", "+4520123456")]
    [InlineData("CZ", "601 123 456", "+420601123456")]
    [InlineData("CH", "079 123 45 67", "+41791234567")]
    [InlineData("NL", "06-12345678", "+31612345678")]
    [InlineData("BE", "0470 12 34 56", "+32470123456")]
    [InlineData("IN", "098765 43210", "+919876543210")]
    [InlineData("IN", "9198765432", "+919198765432")]
    [InlineData("IN", "919876543210", "+919876543210")]
    [InlineData("CN", "138 1234 5678", "+8613812345678")]
    [InlineData("BR", "(011) 91234-5678", "+5511912345678")]
    [InlineData("AU", "0412 345 678", "+61412345678")]
    [InlineData("JP", "090-1234-5678", "+819012345678")]
    [InlineData("SG", "9123 4567", "+6591234567")]
    [InlineData("IL", "052-123-4567", "+972521234567")]
    [InlineData("TR", "0532 123 45 67", "+905321234567")]
    [InlineData("MX", "044 55 1234 5678", "+525512345678")]
    [InlineData("FJ", "701 2345", "+6797012345")]
    // An extension is not part of the number.
    [InlineData("US", "206-555-0123 ext. 12", "+12065550123")]
    [InlineData("US", "206-555-0123x12", "+12065550123")]
    [InlineData("US", "(206) 555-0123 #4", "+12065550123")]
    [InlineData("UA", "044 123 45 67 доб. 215", "+380441234567")]
    [InlineData("FR", "01 23 45 67 89 poste 12", "+33123456789")]
    [InlineData("UA", "067 123 45 67, 050 765 43 21", "+380671234567")]
    public void A_number_becomes_one_whatever_way_it_is_written(string country, string written, string number) =>
        PhoneNumber.Normalize(written, CallingCodes.Of(country)).ShouldBe(number);

    [Theory]
    [InlineData("US", null)]
    [InlineData("US", "")]
    [InlineData("US", "  ")]
    [InlineData("US", "n/a")]
    [InlineData("US", "1-800-FLOWERS")]
    [InlineData("US", "+")]
    [InlineData("US", "000 000 0000")]
    // Too short and too long for the country.
    [InlineData("US", "555-0123")]
    [InlineData("US", "+1 206 555 012")]
    [InlineData("US", "+1 206 555 01234")]
    [InlineData("UA", "+380 67 123 45 6")]
    [InlineData("UA", "+380 67 123 45 678")]
    [InlineData("FR", "06 12 34 56 7")]
    [InlineData("RU", "8 495 123-45")]
    [InlineData("DE", "+49 123456789012345")]
    // No North American area or exchange begins with 0 or 1.
    [InlineData("US", "+1 106 555 0123")]
    // No code begins with a zero.
    [InlineData("US", "+0 206 555 0123")]
    [InlineData("UA", "12345")]
    public void What_cannot_be_a_number_is_none(string country, string? written) =>
        PhoneNumber.Normalize(written, CallingCodes.Of(country)).ShouldBeNull();

    [Fact]
    public void A_normal_form_is_its_own_normal_form_in_every_country()
    {
        string[] numbers = ["+12065550123", "+380671234567", "+390669821234", "+74951234567", "+375291234567", "+525512345678", "+6591234567", "+4741234567"];
        foreach (var number in numbers)
        {
            foreach (var code in new[] { "1", "7", "39", "49", "375", "380", "679" }) PhoneNumber.Normalize(number, code).ShouldBe(number);
        }
    }
}
