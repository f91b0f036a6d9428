using Beckon.Kernel;

namespace Beckon.Discounts;

/// <summary>A discount whose codes flows give away. What a code is worth, and how long, the shop's platform says.</summary>
/// <param name="Id">Starts with <c>dsc_</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Code">The code that is everybody's; null: each person gets one of their own.</param>
/// <param name="Left">How many codes nobody has yet; null where one code is everybody's.</param>
/// <param name="Given">How many codes were given away; null where one code is everybody's.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record DiscountView(string Id, string Name, string? Code, long? Left, long? Given, DateTimeOffset CreatedAt)
{
    public static DiscountView Of(Discount discount) => new(
        Ids.Out(Ids.Discount, discount.Id), discount.Name, discount.Code, discount.Code is null ? discount.Left : null, discount.Code is null ? discount.Given : null,
        discount.CreatedAt);
}

/// <summary>All discounts.</summary>
/// <param name="Items">By name.</param>
public sealed record DiscountList(IReadOnlyList<DiscountView> Items);

/// <summary>A discount to be made: with one code for everybody, or with codes for one person each.</summary>
/// <param name="Name">1 to 120 characters, not that of another.</param>
/// <param name="Code">The code that is everybody's, at most 60 characters; left out where each person gets one of their own.</param>
/// <param name="Codes">Codes for one person each, at most 10,000 at once; more are added with <c>POST /api/discounts/{id}/codes</c>.</param>
public sealed record NewDiscount(string? Name = null, string? Code = null, IReadOnlyList<string?>? Codes = null);

/// <summary>What is changed of a discount; what is left out stays.</summary>
/// <param name="Name">1 to 120 characters, not that of another.</param>
/// <param name="Code">Another code for everybody, where it has one.</param>
public sealed record DiscountEdit(string? Name = null, string? Code = null);

/// <summary>Codes for one person each.</summary>
/// <param name="Codes">At most 10,000, of at most 60 characters each; those that are there already stay as they are.</param>
public sealed record NewCodes(IReadOnlyList<string?>? Codes = null);

/// <summary>What became of added codes.</summary>
/// <param name="Added">How many of them were new.</param>
/// <param name="Left">How many codes nobody has yet.</param>
public sealed record CodesAdded(int Added, long Left);

/// <summary>A code that was given away.</summary>
/// <param name="Code">What it says.</param>
/// <param name="Contact">Who has it; null: they were erased.</param>
/// <param name="ContactName">How they are called.</param>
/// <param name="Run">The run of a flow that gave it.</param>
/// <param name="At">When.</param>
public sealed record GivenCodeView(string Code, string? Contact, string? ContactName, string? Run, DateTimeOffset At)
{
    public static GivenCodeView Of(GivenCode given) =>
        new(given.Code, Ids.Out(Ids.Contact, given.ContactId), given.ContactName, Ids.Out(Ids.Run, given.RunId), given.At);
}

/// <summary>Codes that were given away.</summary>
/// <param name="Items">The latest first, at most 200.</param>
public sealed record GivenCodeList(IReadOnlyList<GivenCodeView> Items);
