"""What every row of a table owes, whatever stands in it."""

from trialkit.errors import InvalidInput, Message
from trialkit.intake.cells import Row


def check_width(row: Row, width: int) -> None:
    """A decimal comma in a file of commas moves every cell after it one to the right.

    Args:
        row: as read.
        width: how many headings there are.

    Raises:
        InvalidInput: something stands beyond the headings (ROW_TOO_LONG).
    """
    if len(row.cells) > width and any(cell != "" for cell in row.cells[width:]):
        raise InvalidInput(
            Message(
                "The row has {n} cells and the headings only {width}.",
                n=len(row.cells),
                width=width,
            ),
            code="ROW_TOO_LONG",
            remedy=Message(
                "Where commas separate the cells, a number with a decimal comma needs quotation "
                "marks. Saving the file as .xlsx helps."
            ),
        )
