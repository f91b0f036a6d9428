using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace Beckon.Templates.Rendering;

/// <summary>Writes values that are not text, in the shop's way, and notes those that are missing.</summary>
internal sealed class PlainFormatter : IFormatter, IFormatterProvider
{
    public bool TryCreateFormatter(Type type, [NotNullWhen(true)] out IFormatter? formatter)
    {
        formatter = this;
        return true;
    }

    public void Format<T>(T value, in EncodedTextWriter writer)
    {
        switch (value)
        {
            case UndefinedBindingResult missing:
                RenderState.Current.NoteMissing(missing.Value);
                break;
            case TemplateObject or TemplateObject[]:
                RenderState.Current.Report("A list or a group of values cannot be shown as it is: name one of its values, or use {{#each}}.");
                break;
            default:
                writer.Write(TemplateHelpers.Text(value));
                break;
        }
    }
}
